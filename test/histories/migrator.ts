import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { MigrationAnswer, MigrationOrder } from './migrating-process.ts'

/** How a migrating process is broken off. */
export type Break = { readonly atStatement: number } | { readonly afterMs: number }

/** A process of its own that migrates, and is started again when it was broken off. */
export interface Migrator {
  /** Applies what is missing. True when it was broken off before the end. */
  migrate(order: Omit<MigrationOrder, 'breakAt'>, breaks: Break | null): Promise<boolean>
  close(): Promise<void>
}

/** A process of its own that migrates. */
export function createMigrator(): Migrator {
  let child: ChildProcess | null = null
  return {
    async migrate(order, breaks) {
      child ??= fork(join(import.meta.dirname, 'migrating-process.ts'), {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      const asked = child
      const answer = await ask(asked, order, breaks)
      // it may have answered and been killed at once
      if (answer === null || asked.killed) child = null
      if (answer === null) return true
      if (answer.error !== null) throw new Error(answer.error)
      return false
    },
    async close() {
      if (child === null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What the process answers; null when it was broken off. */
async function ask(
  child: ChildProcess,
  order: Omit<MigrationOrder, 'breakAt'>,
  breaks: Break | null,
): Promise<MigrationAnswer | null> {
  const ended = new AbortController()
  const answered = once(child, 'message', ended)
  const gone = once(child, 'exit', ended)
  const breakAt = breaks && 'atStatement' in breaks ? breaks.atStatement : null
  child.send({ ...order, breakAt } satisfies MigrationOrder)
  if (breaks && 'afterMs' in breaks) {
    void wait(breaks.afterMs, undefined, ended).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    )
  }
  const first = await Promise.race([answered, gone.then(() => null)])
  ended.abort()
  await Promise.allSettled([answered, gone])
  return first === null ? null : (first[0] as MigrationAnswer)
}
