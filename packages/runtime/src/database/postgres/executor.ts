import type { Renderer, Statement } from '../renderer.ts'
import type { Sql } from '../sql.ts'
import type { Executor } from '../transaction-handle.ts'
import type { Connection } from './connection.ts'

export interface ExecutorOptions {
  readonly connection: Connection
  readonly render: Renderer
  /** The `begin` that was sent and may not be answered yet. */
  readonly begun: Promise<void>
}

/**
 * Runs the statements of one transaction on its connection. The first one does not wait for the answer to `begin`, which
 * saves a way to the server and back, unless it would do harm should there be no transaction.
 */
export function createExecutor({ connection, render, begun }: ExecutorOptions): Executor {
  let isBegun = false

  async function execute<Result>(
    query: Sql,
    use: (statement: Statement, values: unknown[]) => Promise<Result>,
  ): Promise<Result> {
    const { statement, values } = render(query)
    if (isBegun) return use(statement, values)
    if (!/^select\b/i.test(statement.text)) await begun
    const [result] = await Promise.all([use(statement, values), begun])
    isBegun = true
    return result
  }

  return {
    dialect: 'postgres',
    all: (query) => execute(query, connection.all),
    first: (query) => execute(query, connection.first),
    run: (query) => execute(query, connection.run),
    count: async (query) => Number((await execute(query, connection.value)) ?? 0),
    async script(text) {
      await begun
      // When one of these fails, so does whatever comes behind it: not waiting saves a way to the server and back.
      if (/^(?:savepoint|release) \w+$/.test(text)) connection.post(text)
      else await connection.exec(text)
    },
  }
}
