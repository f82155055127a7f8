import type { Emit } from '../events/index.ts'
import type { Enqueue } from '../jobs/index.ts'
import type { Functions, MailData, MailName } from './registered-logic.ts'

/** What may be left out where a template takes nothing. */
type DataArguments<Name> =
  object extends MailData<Name> ? [data?: MailData<Name>] : [data: MailData<Name>]

/** Sends a mail made of a template in `src/mail`, once the transaction is committed. */
export type SendMail = <const Name extends MailName>(
  to: string,
  template: Name,
  ...data: DataArguments<Name>
) => void

/** What appears on somebody's devices. */
export interface PushMessage {
  readonly title: string
  readonly body?: string
  /** Where a tap leads. */
  readonly url?: string
  /** What the application on the device is told beside that. */
  readonly data?: { readonly [name: string]: string }
  /** A newer message with the same tag takes the place of one that was not read. */
  readonly tag?: string
  /** For how long it is worth delivering; four weeks unless told. */
  readonly ttlSeconds?: number
  /** `high` wakes a device that sleeps; `normal` unless told. */
  readonly urgency?: 'normal' | 'high'
}

/** Sends a message to every device of a user, once the transaction is committed. */
export type SendPush = (userId: string, message: PushMessage) => void

/**
 * What outlives the request: written in the transaction and done once it is committed, and never if it is undone.
 */
export interface Senders {
  /** Says that something happened. */
  readonly emit: Emit
  /** Asks for a job, or starts a workflow. */
  readonly enqueue: Enqueue
  readonly mail: SendMail
  readonly push: SendPush
  /** The application's functions, in the same transaction. */
  readonly functions: Functions
}
