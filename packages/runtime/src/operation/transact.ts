import type { Transaction } from '../database/index.ts'
import type { Context } from './context.ts'
import { refuseChanges } from './refuse-changes.ts'
import { checkDepth, runAfterCommit } from './run-hooks.ts'
import {
  type HeldMessages,
  holdMessages,
  keepMessages,
  wakeQueue,
  writeMessages,
} from './sending/index.ts'

/** A context that is inside a transaction. */
export type WriteContext = Context & {
  readonly transaction: NonNullable<Context['transaction']>
  readonly afterCommit: NonNullable<Context['afterCommit']>
  readonly messages: HeldMessages
}

/**
 * Runs a write in a transaction. Inside another operation it joins the running one as a savepoint, so that its failure
 * can be caught without undoing the rest. What hooks send is written right before the outermost commit, and what they
 * hold back runs after it; nothing is left of either where it is undone.
 * @param key names the kind of work, so that the database learns which kinds wait for more than the database.
 */
export async function transact<Result>(
  context: Context,
  key: string,
  work: (context: WriteContext) => Promise<Result>,
): Promise<Result> {
  checkDepth(context)
  if (context.readOnly !== undefined) refuseChanges(context)
  if (context.transaction) return inSavepoint(context, context.transaction, work)
  const { database } = context.services
  return sendingIn(context, (run) => database.transaction(run, { key }), work)
}

/**
 * Runs work in the outermost transaction, which `open` begins and commits: what it sends is written at the end of it, and
 * what it held back comes after its commit.
 */
export async function sendingIn<Result>(
  context: Context,
  open: (run: (transaction: Transaction) => Promise<Result>) => Promise<Result>,
  work: (inside: WriteContext) => Promise<Result> | Result,
): Promise<Result> {
  let inside: WriteContext | undefined
  const result = await open(async (transaction) => {
    inside = within(context, transaction)
    const done = await work(inside)
    await writeMessages(inside, transaction, inside.messages)
    return done
  })
  if (inside) await committed(inside)
  return result
}

/** The call inside a transaction, with nothing held yet. */
function within(context: Context, transaction: Transaction): WriteContext {
  return { ...context, transaction, afterCommit: [], messages: holdMessages() }
}

/** What comes after the commit of what was done with a context that `within` made. */
async function committed(inside: WriteContext): Promise<void> {
  wakeQueue(inside, inside.messages)
  if (inside.afterCommit.length > 0) await runAfterCommit(inside, inside.afterCommit)
}

/** What it holds counts once the savepoint stays. */
async function inSavepoint<Result>(
  context: Context,
  running: Transaction,
  work: (context: WriteContext) => Promise<Result>,
): Promise<Result> {
  let inside: WriteContext | undefined
  const result = await running.savepoint((transaction) => {
    inside = within(context, transaction)
    return work(inside)
  })
  if (inside) {
    context.afterCommit?.push(...inside.afterCommit)
    if (context.messages) keepMessages(context.messages, inside.messages)
    else if (inside.messages.list.length > 0) await writeMessages(inside, running, inside.messages)
  }
  return result
}
