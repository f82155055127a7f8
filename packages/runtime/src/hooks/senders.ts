import type { Emit } from '../events/index.ts'
import type { Enqueue } from '../jobs/index.ts'
import type { PushMessage } from '../push/index.ts'
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
