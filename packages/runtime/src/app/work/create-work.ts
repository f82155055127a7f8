import { StartupError } from '../../errors/index.ts'
import { createEventBook, createEventKind, createHandlerKind } from '../../events/index.ts'
import {
  createJobBook,
  createJobKind,
  createScheduler,
  type JobBook,
  type Scheduler,
} from '../../jobs/index.ts'
import type { Outgoing, Services } from '../../operation/index.ts'
import type { KindHandler } from '../../queue/index.ts'
import { createWorkflowBook, createWorkflowKind, type WorkflowBook } from '../../workflows/index.ts'
import type { App } from '../app.ts'
import type { Deliveries } from '../deliver/index.ts'

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
export function createWork(app: App, deliveries?: Deliveries): Work {
  const jobs = createJobBook(app.jobs ?? [])
  const workflows = createWorkflowBook(app.workflows ?? [])
  refuseSameNames(jobs, workflows)
  const events = createEventBook({
    handlers: app.handlers ?? [],
    declared: app.events ?? [],
    registry: app.registry,
    hasOtherSubscribers: deliveries?.hasSubscribers ?? false,
  })
  return {
    outgoing: {
      enqueue: (_context, name, { input, options }) =>
        (workflows.has(name) ? workflows : jobs).message(name, input, options),
      emit: (_context, event, payload) => events.emitted(event, payload),
      recordWritten: (_context, record) => events.written(record),
      ...deliveries?.outgoing,
    },
    kindsFor: (services) => [
      createJobKind(services, jobs),
      createWorkflowKind(services, workflows),
      createEventKind(services, events, deliveries?.subscribersFor(services)),
      createHandlerKind(services, events),
      ...(deliveries?.kindsFor(services) ?? []),
    ],
    schedulerFor: ({ database, log }, wake) => createScheduler({ database, log, jobs, wake }),
  }
}

/** `enqueue` takes the name of either. */
function refuseSameNames(jobs: JobBook, workflows: WorkflowBook): void {
  const both = workflows.all.find(({ name }) => jobs.find(name) !== undefined)
  if (both === undefined) return
  throw new StartupError(`A job and a workflow are both called "${both.name}"`, {
    hint: 'Give one of them another name: enqueue knows them by it.',
  })
}
