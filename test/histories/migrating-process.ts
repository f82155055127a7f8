// Applies migrations as `node src/main.ts migrate` does, one folder after the other, and ends itself in the middle of one
// when it is told to: as if somebody had pulled the plug at that statement.
import process from 'node:process'
import { openServer, openSqlite } from '@cambium/runtime/database'
import { migrate, migrateDown } from '@cambium/runtime/migrate'

/** What it is asked. */
export interface MigrationOrder {
  readonly database: { readonly path: string } | { readonly url: string; readonly schema: string }
  readonly folder: string
  /** The migration to go back to; null to apply what is missing. */
  readonly backTo: string | null
  /** It ends before this statement, counted from 1; null to go on to the end. */
  readonly breakAt: number | null
}

/** What it answers when it was not broken off. */
export interface MigrationAnswer {
  readonly error: string | null
  readonly statements: number
}

process.on('message', async (order: MigrationOrder) => {
  process.send?.(await answer(order))
})

async function answer({
  database,
  folder,
  backTo,
  breakAt,
}: MigrationOrder): Promise<MigrationAnswer> {
  let statements = 0
  const beforeStatement = (): void => {
    statements++
    if (statements === breakAt) process.kill(process.pid, 'SIGKILL')
  }
  const db =
    'path' in database ? openSqlite(database) : await openServer({ ...database, poolSize: 2 })
  try {
    const told = counted(db, beforeStatement)
    if (backTo === null) await migrate(told, { folder })
    else await migrateDown(told, { folder, to: backTo, backup: false })
    return { error: null, statements }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), statements }
  } finally {
    await db.close()
  }
}

const statementMethods = new Set(['all', 'first', 'run', 'count', 'script', 'query'])

/** The same database, in which each statement is told of before it is sent. */
function counted<Target extends object>(target: Target, beforeStatement: () => void): Target {
  const proxied = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'script' in value
      ? counted(value, beforeStatement)
      : value
  return new Proxy(target, {
    get(from, name) {
      const member: unknown = Reflect.get(from, name)
      if (typeof member !== 'function') return member
      const call = member.bind(from) as (...args: unknown[]) => unknown
      if (name === 'transaction' || name === 'savepoint') {
        return (work: (tx: unknown) => unknown, ...more: unknown[]) =>
          call((tx: unknown) => work(proxied(tx)), ...more)
      }
      if (name === 'openSession') {
        return async () => counted((await call()) as object, beforeStatement)
      }
      if (!statementMethods.has(String(name))) return call
      return (...args: unknown[]) => {
        beforeStatement()
        return call(...args)
      }
    },
  }) as Target
}
