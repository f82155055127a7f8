import type { Context } from './context.ts'
import { checkDepth, runAfterCommit } from './run-hooks.ts'

/** A context that is inside a transaction. */
export type WriteContext = Context & {
  readonly transaction: NonNullable<Context['transaction']>
  readonly afterCommit: NonNullable<Context['afterCommit']>
}

/**
 * Runs a write in a transaction. Inside another operation it joins the running one as a savepoint, so that its failure
 * can be caught without undoing the rest. What hooks hold back runs after the outermost commit.
 * @param key names the kind of work, so that the database learns which kinds wait for more than the database.
 */
export async function transact<Result>(
  context: Context,
  key: string,
  work: (context: WriteContext) => Promise<Result>,
): Promise<Result> {
  checkDepth(context)
  const running = context.transaction
  if (running) {
    const afterCommit = context.afterCommit ?? []
    return running.savepoint((transaction) => work({ ...context, transaction, afterCommit }))
  }
  let held: NonNullable<Context['afterCommit']> = []
  const result = await context.services.database.transaction(
    (transaction) => {
      held = []
      return work({ ...context, transaction, afterCommit: held })
    },
    { key },
  )
  if (held.length > 0) await runAfterCommit(context, held)
  return result
}
