import { parserTable } from './postgres/index.ts'
import type {
  PostgresClient,
  PostgresConnection,
  PostgresQuery,
  PostgresResult,
} from './postgres-client.ts'

/** What is used of PGlite, which is PostgreSQL inside the process. */
export interface PgliteLike {
  query(
    text: string,
    values: unknown[],
    options: { rowMode: 'array'; parsers: { [type: number]: (text: string) => unknown } },
  ): Promise<{ rows: unknown; fields: { name: string }[]; affectedRows?: number }>
  exec(text: string): Promise<unknown>
  close(): Promise<void>
}

/** Gives PGlite the form of a pool with one connection: who comes while it is taken waits. */
export function createPgliteClient(pglite: PgliteLike): PostgresClient {
  let free: Promise<void> = Promise.resolve()

  async function take(): Promise<() => void> {
    const before = free
    let release = (): void => {}
    free = new Promise((resolve) => {
      release = resolve
    })
    await before
    return release
  }

  async function execute({ text, values }: PostgresQuery): Promise<PostgresResult> {
    if (values === undefined) {
      await pglite.exec(text)
      return { rows: [], rowCount: null, fields: [] }
    }
    const { rows, fields, affectedRows } = await pglite.query(text, values, {
      rowMode: 'array',
      parsers: parserTable,
    })
    return { rows: rows as PostgresResult['rows'], rowCount: affectedRows ?? null, fields }
  }

  return {
    async query(query) {
      const release = await take()
      try {
        return await execute(query)
      } finally {
        release()
      }
    },
    async connect(): Promise<PostgresConnection> {
      const free = await take()
      return {
        query: execute,
        release(destroy = false) {
          // The one connection there is cannot be thrown away: what is open on it is undone.
          if (destroy) pglite.exec('rollback').then(free, free)
          else free()
        },
      }
    },
    async end() {
      const release = await take()
      await pglite.close()
      release()
    },
  }
}
