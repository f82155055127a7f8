import { quoted } from '../../plan/index.ts'
import type { Ask } from './ask.ts'
import { dumpConstraints, dumpForeignKeys, dumpIndexes } from './dump-constraints.ts'
import { dumpFunctions } from './dump-functions.ts'
import { dumpSequenceOwners, dumpSequences } from './dump-sequences.ts'
import { dumpTables } from './dump-tables.ts'
import { dumpExtensions, dumpTypes } from './dump-types.ts'
import { dumpTriggers, dumpViews } from './dump-views.ts'

/**
 * The statements that make what some schemas of a PostgreSQL database have, in an order in which each finds what it needs.
 * Names in the schemas that names are looked up in are written without them. Rights, owners and comments are left out.
 */
export async function dumpPostgres(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const isPlain = schemas.join() === 'public' || schemas.length === 0
  const head = isPlain
    ? []
    : [
        ...schemas.map((name) => `CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`),
        `SET search_path TO ${schemas.map(quoted).join(', ')}`,
      ]
  const functions = await dumpFunctions(ask, schemas)
  return [
    ...head,
    'SET check_function_bodies = off',
    ...(await dumpExtensions(ask)),
    ...(await dumpTypes(ask, schemas)),
    ...(await dumpSequences(ask, schemas)),
    ...functions.before,
    ...(await dumpTables(ask, schemas)),
    ...(await dumpSequenceOwners(ask, schemas)),
    ...functions.after,
    ...(await dumpConstraints(ask, schemas)),
    ...(await dumpIndexes(ask, schemas)),
    ...(await dumpForeignKeys(ask, schemas)),
    ...(await dumpViews(ask, schemas)),
    ...(await dumpTriggers(ask, schemas)),
    'SET check_function_bodies = on',
  ]
}
