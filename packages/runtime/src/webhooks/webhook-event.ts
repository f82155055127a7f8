import type { Transaction } from '../database/index.ts'
import type { Message } from '../queue/index.ts'

/** Something that happened, as endpoints may be told of it. */
export interface WebhookEvent {
  /** The same for every endpoint. */
  readonly id: string
  /** `order.placed` */
  readonly name: string
  /** When it was written, ISO 8601 in UTC. */
  readonly at: string
  /** What `emit` was given, or `{ id, record }`, with `previous` and `changed` for updates. */
  readonly payload: unknown
  /** The tenant of the call that wrote it. */
  readonly tenant: string | null
}

/** Who is told of events outside of the application. */
export interface WebhookFanOut {
  /** Whether any endpoint may be told of such events: false costs nothing, true is worth asking `messagesFor`. */
  mayHear(event: string): boolean
  /**
   * A message of kind `webhook` for each endpoint that subscribes to the event, may see its record and is not disabled,
   * with what that endpoint may read of it. To be written in the same transaction, in the order they come in.
   */
  messagesFor(transaction: Transaction, event: WebhookEvent): Promise<Message[]>
}
