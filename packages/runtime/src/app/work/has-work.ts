import type { App } from '../app.ts'

/** True where something of the application outlives a request. */
export function hasWork(app: App): boolean {
  const { jobs, workflows, handlers, events, mails, webhooks, push } = app
  const lists = [jobs, workflows, handlers, events, Object.keys(mails ?? {})]
  if (webhooks !== undefined || push === true) return true
  return lists.some((list) => list !== undefined && list.length > 0)
}
