import type { Transaction } from '../../database/index.ts'
import { insertMessages, type Message, type Origin } from '../../queue/index.ts'
import type { Context } from '../context.ts'

/** What the operations of one transaction ask to be done once it is committed, in their order. */
export interface HeldMessages {
  readonly list: Message[]
  /** Why the transaction must not be committed: something was asked for that cannot be written. */
  failure?: unknown
}

/** Nothing yet. */
export function holdMessages(): HeldMessages {
  return { list: [] }
}

/** Takes over what a savepoint held, once it stays. */
export function keepMessages(held: HeldMessages, inner: HeldMessages): void {
  held.list.push(...inner.list)
  held.failure ??= inner.failure
}

/** Writes what was held, with one statement. Call it as the last thing before the commit. */
export async function writeMessages(
  context: Context,
  transaction: Transaction,
  held: HeldMessages,
): Promise<void> {
  if (held.failure !== undefined) throw held.failure
  if (held.list.length === 0) return
  await insertMessages(transaction, held.list, originOf(context))
}

/** Who asked, for logs and handlers. */
export function originOf({ requestId, caller, tenant }: Context): Origin {
  return { requestId, callerId: caller.id, tenant: tenant === undefined ? caller.tenant : tenant }
}

/** Tells the queue that there is something, once it is committed. */
export function wakeQueue({ services }: Context, held: HeldMessages): void {
  if (held.list.length > 0) services.outgoing?.wake?.()
}
