import { createCipher } from './cipher.ts'
import { type TriedDatabase, triedDatabases } from './fixture/index.ts'
import { openSqlite } from './index.ts'

const cipher = createCipher('a key for tests, of forty characters ...')

/**
 * All implementations of the database seam. Each `open` gives an empty one.
 * @public
 */
export const contractDatabases: readonly TriedDatabase[] = [
  ...triedDatabases({ cipher }),
  {
    name: 'SQLite in memory',
    dialect: 'sqlite',
    open: async () => openSqlite({ path: ':memory:', cipher }),
  },
]
