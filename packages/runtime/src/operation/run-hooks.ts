import { grantAccess, revokeAccess } from '../access/index.ts'
import type { HookContext } from '../hooks/index.ts'
import type { Context } from './context.ts'
import { reader } from './reader.ts'
import { fail } from './refusal.ts'
import { createRepositories } from './repositories.ts'
import { createSenders } from './sending/index.ts'

const maxDepth = 24

/** The part of the event that is the same for every hook. */
export function hookContext<Record>(
  context: Context,
  call: { entity: string; operation: HookContext<Record>['operation']; now: string },
): HookContext<Record> {
  const inside: Context = {
    ...context,
    outward: false,
    isCrossTenant: false,
    depth: context.depth + 1,
  }
  return {
    entity: call.entity,
    operation: call.operation,
    transport: context.transport,
    caller: context.caller,
    now: call.now,
    log: context.services.log,
    // Values and no getters: every hook is handed a copy of this, and copying asks a getter each time.
    db: createRepositories(inside).db,
    system: createRepositories({ ...inside, unrestricted: true }).system,
    grantAccess: (entry) => grantAccess(reader(context), entry),
    revokeAccess: (entry) => revokeAccess(reader(context), entry),
    ...createSenders(inside),
    fail,
    afterCommit(work) {
      if (context.afterCommit) context.afterCommit.push(work)
      else queueMicrotask(() => void runAfterCommit(context, [work]))
    },
  }
}

/** Stops operations that call each other without end. */
export function checkDepth(context: Context): void {
  if (context.depth <= maxDepth) return
  throw new Error(`Hooks called each other more than ${maxDepth} times: is there a loop?`)
}

/** Runs what hooks left for after the commit. The data is safe by then, so a failure is logged and not answered. */
export async function runAfterCommit(
  context: Context,
  held: readonly (() => void | Promise<void>)[],
): Promise<void> {
  for (const work of held) {
    try {
      await work()
    } catch (error) {
      context.services.log.error({ err: error, requestId: context.requestId }, 'afterCommit failed')
    }
  }
}
