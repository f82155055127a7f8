import type { JobContext, JobOptions } from '../jobs/index.ts'
import type { EventName, EventPayload } from './event-types.ts'

/** What happened. */
export interface Happening<Name extends string> {
  readonly name: Name
  /** The same for every handler and every try. */
  readonly id: string
  /** When it was written, ISO 8601 in UTC. */
  readonly at: string
  readonly payload: EventPayload<Name>
}

/** What every handler is handed. `id` names this event for this handler, and stays the same over all tries. */
export interface HandlerContext<Name extends string>
  extends Omit<JobContext<string>, 'input' | 'slot' | 'progress'> {
  readonly event: Happening<Name>
}

/** How a handler is to be run. */
export type HandlerOptions = Pick<JobOptions, 'attempts' | 'timeout' | 'transaction'> & {
  /** How many of its events one instance handles at the same time; those of one record always one after the other. */
  readonly concurrency?: number
}

/** A handler as its file defines it. */
export interface EventHandler<Name extends string = string> extends HandlerOptions {
  readonly event: Name
  run(context: HandlerContext<Name>): Promise<unknown> | unknown
}

type Run<Name extends string> = (context: HandlerContext<Name>) => Promise<unknown> | unknown

/**
 * Declares what is done when something happened: `on('order.placed', async ({ event }) => { ... })`. It runs after the
 * commit of what it is about, in order for each record, and is tried again when it fails.
 */
export function on<const Name extends EventName>(
  event: Name,
  handler: Run<Name> | (HandlerOptions & { readonly run: Run<Name> }),
): EventHandler<Name> {
  return typeof handler === 'function' ? { event, run: handler } : { ...handler, event }
}
