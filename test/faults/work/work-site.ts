import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { startCluster } from '../../postgres/index.ts'
import { createWorkspace } from '../server/index.ts'

export type Row = { readonly [column: string]: string | number | null }

/** A database for several processes, and a reader that knows nothing of the runtime. */
export interface WorkSite {
  /** The file, or the address of the server. */
  readonly address: string
  /** A folder for what a trial writes itself. */
  readonly folder: string
  read(query: string): Promise<readonly Row[]>
  remove(): Promise<void>
}

/** A file in a folder of its own. */
export async function openSqliteSite(): Promise<WorkSite> {
  const { folder, remove } = createWorkspace()
  const address = join(folder, 'app.db')
  return {
    address,
    folder,
    async read(query) {
      const database = new DatabaseSync(address, { readOnly: true, timeout: 10_000 })
      try {
        return database.prepare(query).all() as Row[]
      } finally {
        database.close()
      }
    },
    remove: async () => remove(),
  }
}

/** A server of its own; undefined where PostgreSQL is not installed. */
export async function openPostgresSite(): Promise<WorkSite | undefined> {
  const cluster = await startCluster({ durable: true })
  if (cluster === undefined) return undefined
  const workspace = createWorkspace()
  const pool = new pg.Pool({ connectionString: cluster.url, max: 2 })
  return {
    address: cluster.url,
    folder: workspace.folder,
    read: async (query) => (await pool.query<Row>(query)).rows,
    async remove() {
      await pool.end()
      await cluster.remove()
      workspace.remove()
    },
  }
}
