import type { Renderer, Statement } from '../renderer.ts'
import type { Sql } from '../sql.ts'
import type { Executor } from '../transaction-handle.ts'
import type { Connection } from './connection.ts'

export interface TransactionExecutor extends Executor {
  /** Keeps or undoes what it wrote. */
  end(failed: boolean): void
}

/**
 * Runs the statements of one transaction on the connection that writes. With `savepoint` it can be undone without the
 * others that share the commit; the savepoint is set before the first write, so that one that only reads has none.
 */
export function createExecutor(
  { connection, render }: { connection: Connection; render: Renderer },
  savepoint: boolean,
): TransactionExecutor {
  let isSet = false

  function set(): void {
    if (!savepoint || isSet) return
    connection.exec('savepoint work')
    isSet = true
  }

  function execute<Result>(
    query: Sql,
    use: (statement: Statement, values: unknown[]) => Result,
  ): Result {
    const { statement, values } = render(query)
    if (!statement.reads) set()
    return use(statement, values)
  }

  return {
    dialect: 'sqlite',
    all: (query) => execute(query, connection.all),
    first: (query) => execute(query, connection.first),
    run: (query) => execute(query, connection.run),
    count: (query) => Number(execute(query, connection.value) ?? 0),
    script(text) {
      set()
      connection.exec(text)
    },
    end(failed) {
      if (isSet) connection.exec(failed ? 'rollback to work; release work' : 'release work')
    },
  }
}
