/** What looks at messages and decides about them. */
export type QueueAdmin = typeof import('./admin/index.ts')

/** Loads what looks at messages: few processes ever do. */
export function loadAdmin(): Promise<QueueAdmin> {
  return import('./admin/index.ts')
}
