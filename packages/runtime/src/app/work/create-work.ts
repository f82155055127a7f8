import { createEventBook, createEventKind, createHandlerKind } from '../../events/index.ts'
import { createJobBook, createJobKind, createScheduler, type Scheduler } from '../../jobs/index.ts'
import type { Outgoing, Services } from '../../operation/index.ts'
import type { KindHandler } from '../../queue/index.ts'
import type { App } from '../app.ts'

/** What of an application outlives a request. */
export interface Work {
  /** Makes messages of what its code sends. */
  readonly outgoing: Omit<Outgoing, 'wake'>
  /** What does them. */
  kindsFor(services: Services): readonly KindHandler[]
  /** What begins jobs by itself. */
  schedulerFor(services: Services, wake: () => void): Scheduler
}

/** Reads what of an application outlives a request; refuses to start with what makes no sense. */
export function createWork(app: App): Work {
  const jobs = createJobBook(app.jobs ?? [])
  const events = createEventBook({
    handlers: app.handlers ?? [],
    declared: app.events ?? [],
    registry: app.registry,
  })
  return {
    outgoing: {
      enqueue: (_context, name, { input, options }) => jobs.message(name, input, options),
      emit: (_context, event, payload) => events.emitted(event, payload),
      recordWritten: (_context, record) => events.written(record),
    },
    kindsFor: (services) => [
      createJobKind(services, jobs),
      createEventKind(services, events),
      createHandlerKind(services, events),
    ],
    schedulerFor: ({ database, log }, wake) => createScheduler({ database, log, jobs, wake }),
  }
}
