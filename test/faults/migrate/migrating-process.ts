// Migrates a database and may end itself on the way: node migrating-process.ts <address> <schema> <folder> [<place>]
import process from 'node:process'
import { openServer, openSqlite } from '@cambium/runtime/database'
import { migrate } from '@cambium/runtime/migrate'
import { countBoundaries, createBoundaries } from './counted-database.ts'

const [address = '', schema = '', folder = '', place] = process.argv.slice(2)
const boundaries = createBoundaries(place === undefined ? undefined : Number(place))
const database = address.startsWith('postgres:')
  ? await openServer({ url: address, schema, poolSize: 3 })
  : openSqlite({ path: address })
const applied = await migrate(countBoundaries(database, boundaries), { folder })
await database.close()
process.stdout.write(JSON.stringify({ places: boundaries.count, applied }))
