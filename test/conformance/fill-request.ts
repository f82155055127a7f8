import type { SentRequest } from './answer-checker.ts'
import { fillIds, type PlannedRequest } from './arbitrary-request.ts'
import type { IdPick } from './arbitrary-value.ts'
import type { RunningExample } from './example-project.ts'

/** The request as it is sent, with ids of records that are there and the caller's authorization. */
export async function fillRequest(
  planned: PlannedRequest,
  { app, callers, ids }: RunningExample,
): Promise<SentRequest> {
  const pick = ({ $pick, of }: IdPick): string => {
    const known = ids.of(of)
    return known[$pick % known.length] ?? 'none'
  }
  const caller = callers[planned.caller % callers.length] ?? null
  const authorization = await app.authorizationOf(caller)
  const body = bodyText(
    planned.parts
      ? { operations: planned.parts.map((part) => partOf(part, pick)) }
      : fillIds(planned.body, pick),
  )
  const headers = {
    ...(authorization !== undefined && { authorization }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...planned.headers,
  }
  return { method: planned.method, url: addressOf(planned, pick), headers, body }
}

function partOf(part: PlannedRequest, pick: (place: IdPick) => string): object {
  return { method: part.method, path: addressOf(part, pick), body: fillIds(part.body, pick) }
}

function addressOf(
  { operation, isWellFormed, path, query }: PlannedRequest,
  pick: (place: IdPick) => string,
): string {
  const encoded = (value: unknown): string => encode(fillIds(value, pick), isWellFormed)
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(path[name]))
  const pairs = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
}

/** Percent-encoded, except for malformed texts that are about broken encoding. */
function encode(value: unknown, isWellFormed: boolean): string {
  const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()
  return !isWellFormed && /^%\w*$/.test(text) ? text : encodeURIComponent(text)
}

function bodyText(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
}
