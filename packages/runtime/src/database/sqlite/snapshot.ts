import type { Queryable } from '../database.ts'
import type { Renderer } from '../renderer.ts'
import type { Sql } from '../sql.ts'
import type { Connection } from './connection.ts'

/** Runs reads that all see one moment, on a connection of their own, which is closed at the end. Nobody waits for them. */
export async function readSnapshot<Result>(
  { connection, render }: { readonly connection: Connection; readonly render: Renderer },
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  const use = (how: 'all' | 'first' | 'run' | 'value', query: Sql): unknown => {
    const { statement, values } = render(query)
    return connection[how](statement, values)
  }
  try {
    connection.exec('begin')
    return await work({
      dialect: 'sqlite',
      all: async <Row>(query: Sql) => use('all', query) as Row[],
      first: async <Row>(query: Sql) => use('first', query) as Row | undefined,
      run: async (query) => use('run', query) as number,
      count: async (query) => Number(use('value', query) ?? 0),
    })
  } finally {
    if (connection.inTransaction) connection.exec('rollback')
    connection.close()
  }
}
