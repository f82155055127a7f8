import type { Transaction } from '../database/index.ts'
import { newId } from '../id/index.ts'
import { runDelivery } from '../jobs/index.ts'
import type { Services } from '../operation/index.ts'
import {
  type Delivery,
  insertMessages,
  type KindHandler,
  type Message,
  Park,
} from '../queue/index.ts'
import type { EventBody, EventBook, KnownHandler } from './event-book.ts'
import type { HandlerContext, Happening } from './on.ts'

/** What happened, on its way to those who want to know. */
export interface ToldEvent extends Happening<string> {
  /** The record whose events keep their order; null for one that is of no record. */
  readonly of: string | null
}

/** Gives the messages to others than handlers, asked inside the transaction in which an event is passed on. */
export type FurtherSubscribers = (
  transaction: Transaction,
  event: ToldEvent,
  delivery: Delivery,
) => Promise<readonly Message[]>

/**
 * Passes each event on: a message for every handler and further subscriber, in one transaction with its completion. So
 * that each of them gets every event once, and none waits for another.
 */
export function createEventKind(
  services: Services,
  events: EventBook,
  further: FurtherSubscribers = async () => [],
): KindHandler {
  return {
    kind: 'event',
    async run(delivery) {
      const event = toldBy(delivery)
      await delivery.complete(
        async (transaction) => {
          const messages = events
            .handlersOf(event.name)
            .map(({ name, definition }) =>
              messageFor(event, { name, attempts: definition.attempts }),
            )
          const others = await further(transaction, event, delivery)
          await insertMessages(transaction, [...messages, ...others], delivery.origin)
        },
        { key: 'event' },
      )
      services.outgoing?.wake?.()
    },
  }
}

function toldBy(delivery: Delivery): ToldEvent {
  const { at, of, payload } = delivery.payload as EventBody
  return { id: delivery.id, name: delivery.name, at, of, payload: payload as ToldEvent['payload'] }
}

function messageFor(
  event: ToldEvent,
  { name, attempts }: { name: string; attempts: number | undefined },
): Message {
  return {
    id: newId(),
    kind: 'handler',
    name,
    lane: `handler:${name}`,
    payload: event,
    maxAttempts: attempts,
    ...(event.of !== null && { orderKey: `${name}|${event.of}` }),
  }
}

/** Runs the handlers of an application. One that this code does not know is left to instances that do. */
export function createHandlerKind(services: Services, events: EventBook): KindHandler {
  return {
    kind: 'handler',
    limits: (lane) =>
      events.findHandler(lane.slice('handler:'.length))?.limits ?? { perInstance: 0 },
    async run(delivery) {
      const handler = events.findHandler(delivery.name)
      if (!handler) throw new Park(`There is no handler "${delivery.name}" any more`)
      return runHandler(services, delivery, handler)
    },
  }
}

function runHandler(
  services: Services,
  delivery: Delivery,
  { name, definition, timeoutMs }: KnownHandler,
): Promise<unknown> {
  const { of: _of, ...event } = delivery.payload as ToldEvent
  return runDelivery(services, delivery, {
    inTransaction: definition.transaction !== false,
    timeoutMs,
    facts: { handler: name },
    run: ({ progress: _progress, ...context }) =>
      definition.run({ ...context, event } as HandlerContext<string>),
  })
}
