import type { App } from '../app.ts'

/** True where something of the application outlives a request. */
export function hasWork({ jobs, workflows, handlers, events, mails, webhooks }: App): boolean {
  const lists = [jobs, workflows, handlers, events, Object.keys(mails ?? {})]
  return webhooks !== undefined || lists.some((list) => list !== undefined && list.length > 0)
}
