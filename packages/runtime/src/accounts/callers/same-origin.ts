import type { RequestHead } from '../../auth/index.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether the request only reads, as far as its method says. */
export function isRead({ method }: Pick<RequestHead, 'method'>): boolean {
  return reads.has(method)
}

/**
 * Whether a page of this origin made the request, or a person by hand. Browsers say so in `Sec-Fetch-Site`, which no page
 * can set, and older ones in `Origin`. A request that says neither may come from anywhere.
 */
export function isSameOrigin({ headers }: RequestHead, origin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.origin === origin
}

/** Whether a browser says that a page of another origin made the request. */
export function isCrossOrigin(head: RequestHead, origin: string): boolean {
  const { 'sec-fetch-site': site, origin: from } = head.headers
  if (site === undefined && from === undefined) return false
  return !isSameOrigin(head, origin)
}
