import type { Renderer, Statement } from '../renderer.ts'
import type { Sql } from '../sql.ts'
import type { Executor } from '../transaction-handle.ts'
import type { Connection } from './connection.ts'

/** Runs the statements of one transaction on its connection. */
export function createExecutor({
  connection,
  render,
}: {
  connection: Connection
  render: Renderer
}): Executor {
  function execute<Result>(
    query: Sql,
    use: (statement: Statement, values: unknown[]) => Promise<Result>,
  ): Promise<Result> {
    const { statement, values } = render(query)
    return use(statement, values)
  }

  return {
    dialect: 'postgres',
    all: (query) => execute(query, connection.all),
    first: (query) => execute(query, connection.first),
    run: (query) => execute(query, connection.run),
    count: async (query) => Number((await execute(query, connection.value)) ?? 0),
    script: (text) => connection.exec(text),
  }
}
