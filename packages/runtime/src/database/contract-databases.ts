import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { readTestServer } from '../config/index.ts'
import { createCipher } from './cipher.ts'
import type { Database } from './database.ts'
import { createPgliteClient, openPostgres, openSqlite, openTestSchema } from './index.ts'
import type { Dialect } from './sql.ts'

/** A database every behaviour is tried on. Each `open` gives an empty one. */
export interface ContractDatabase {
  readonly name: string
  readonly dialect: Dialect
  open(): Promise<Database>
}

const cipher = createCipher('a key for tests, of forty characters ...')
let pglite: Promise<PGlite> | undefined

after(async () => {
  await (await pglite)?.close()
})

/**
 * All implementations of the database seam.
 * @public
 */
export const contractDatabases: readonly ContractDatabase[] = [
  {
    name: 'SQLite file',
    dialect: 'sqlite',
    open: async () =>
      openSqlite({ path: join(mkdtempSync(join(tmpdir(), 'cambium-')), 'app.db'), cipher }),
  },
  {
    name: 'SQLite memory',
    dialect: 'sqlite',
    open: async () => openSqlite({ path: ':memory:', cipher }),
  },
  { name: 'PostgreSQL in the process', dialect: 'postgres', open: openPglite },
  ...serverDatabases(),
]

/** A real server, where there is one to test on. */
function serverDatabases(): ContractDatabase[] {
  const url = readTestServer()
  if (url === undefined) {
    test('a PostgreSQL server', { skip: 'CAMBIUM_TEST_POSTGRES_URL is not set' }, () => undefined)
    return []
  }
  const open = (): Promise<Database> => openTestSchema({ url, cipher })
  return [{ name: 'a PostgreSQL server', dialect: 'postgres', open }]
}

/** One server for the whole test file, emptied each time: starting it takes a second. */
async function openPglite(): Promise<Database> {
  pglite ??= PGlite.create()
  const server = await pglite
  await server.exec('drop schema public cascade; create schema public')
  const client = createPgliteClient({
    query: (text, values, options) => server.query(text, values, options),
    exec: (text) => server.exec(text),
    close: async () => {},
  })
  return openPostgres({ client, cipher })
}
