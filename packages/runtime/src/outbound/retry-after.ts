import type { IncomingHttpHeaders } from 'node:http'

/** What a `Retry-After` header asks for, in milliseconds from now; undefined without one that can be read. */
export function retryAfterOf(
  { 'retry-after': text }: Pick<IncomingHttpHeaders, 'retry-after'>,
  nowMs: number = Date.now(),
): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}
