import type { EndpointView, LoggedTry } from '../../webhooks/index.ts'

/** The endpoints, each in a line or two. */
export function listLines(endpoints: readonly EndpointView[]): string[] {
  if (endpoints.length === 0) return ['No endpoints']
  return endpoints.flatMap(({ id, status, url, events, tenant, failingSince, reason }) => [
    `${id}  ${status.padEnd(8)}  ${url}  ${events.join(', ')}${tenant === null ? '' : `  of ${tenant}`}`,
    ...(failingSince === null ? [] : [`  nothing got through since ${failingSince}`]),
    ...(reason === null ? [] : [`  ${reason}`]),
  ])
}

/** An endpoint that was made or has a new secret, which is shown now and never again. */
export function endpointLines({
  id,
  url,
  events,
  roles,
  secret,
}: EndpointView & { secret: string }): string[] {
  const reader = roles.length === 0 ? 'somebody without a role' : roles.join(', ')
  return [
    `${id}  ${url}`,
    `  told of ${events.join(', ')}, as ${reader} may read it`,
    `  secret ${secret}`,
    '  It is shown this once: whoever checks signatures needs it.',
  ]
}

/** Tries, the newest first. */
export function deliveryLines(tries: readonly LoggedTry[]): string[] {
  if (tries.length === 0) return ['Nothing was sent in 30 days']
  return tries.map(({ at, status, ms, attempt, event, record, message, error }) => {
    const outcome = status === null ? 'no answer' : String(status)
    const about = record === null ? event : `${event} ${record}`
    const why = error === null ? '' : `  ${error}`
    return `${at}  ${outcome.padEnd(9)}  ${String(ms).padStart(5)} ms  try ${attempt}  ${about}  ${message}${why}`
  })
}
