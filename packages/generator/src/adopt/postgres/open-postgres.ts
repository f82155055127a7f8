import { connectServer, readPostgresCatalogue, serverName } from '../../drift/index.ts'
import type { SourceSchema } from '../../import/source/index.ts'
import { quoted } from '../../plan/index.ts'
import type { Adoption, AdoptOptions } from '../adoption.ts'
import { withViewKeys } from '../with-view-keys.ts'
import type { Ask } from './ask.ts'
import { dumpPostgres } from './dump-postgres.ts'
import { readStoredTypes } from './stored-types.ts'

/** Looks at the database of a server that is to be adopted, and writes nothing. */
export async function adoptPostgres({ source, schema }: AdoptOptions): Promise<Adoption> {
  const client = await connectServer(source)
  const ask: Ask = async (text) => (await client.query(text)).rows
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const looked = await lookAt(ask, schema)
    await client.query('rollback')
    return { ...looked, databaseUrl: addressOf(source, schema), name: serverName(source) }
  } finally {
    await client.end()
  }
}

/** The same for anything that answers. */
export async function lookAt(
  ask: Ask,
  schema: SourceSchema,
): Promise<Omit<Adoption, 'databaseUrl' | 'name'>> {
  const schemas = schemasOf(schema)
  await ask(`set local search_path to ${schemas.map(quoted).join(', ')}`)
  const types = await readStoredTypes(ask, schemas)
  const plain = withoutHidden(schema, schemas)
  return {
    dialect: 'postgres',
    schema: await withViewKeys(plain, async (view, column) => {
      const name = quoted(column.name)
      const of = `${quoted(view.schema ?? 'public')}.${quoted(view.name)}`
      const [row] = await asideOf(
        ask,
        `select count(*) = count(distinct ${name}) as apart from (select ${name} from ${of} limit 100000) rows`,
      )
      return row?.apart === true
    }),
    rules: { storedOf: (column, table) => types(table, column), bindsIntegers: true },
    catalogue: await readPostgresCatalogue(ask),
    statements: await dumpPostgres(ask, schemas),
  }
}

const viewLimitMs = 10_000

/** Rows of a query that may fail, or take longer than anybody waits, without an end to the transaction. */
async function asideOf(ask: Ask, text: string): ReturnType<Ask> {
  await ask('savepoint aside')
  try {
    await ask(`set local statement_timeout = ${viewLimitMs}`)
    return await ask(text)
  } finally {
    await ask('rollback to savepoint aside')
  }
}

/** `public` goes first: new tables stand in the first one. */
function schemasOf({ tables }: SourceSchema): string[] {
  const found = tables.map(({ schema }) => schema ?? 'public')
  const names = [...new Set(found.length === 0 ? ['public'] : found)]
  return names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

function rank(name: string): number {
  return name === 'public' ? 0 : 1
}

/** Names are looked up in one schema after the other, so that a namesake in a later one is not seen. */
function withoutHidden(schema: SourceSchema, schemas: readonly string[]): SourceSchema {
  const owners = new Map<string, string>()
  for (const name of schemas) {
    for (const table of schema.tables) {
      const isIn = (table.schema ?? 'public') === name
      if (isIn && !owners.has(table.name)) owners.set(table.name, name)
    }
  }
  const isSeen = (table: { schema: string | null; name: string }): boolean =>
    owners.get(table.name) === (table.schema ?? 'public')
  const hidden = schema.tables.filter((table) => !isSeen(table))
  return {
    ...schema,
    tables: schema.tables.filter(isSeen).map((table) => ({
      ...table,
      foreignKeys: table.foreignKeys.filter(({ target }) => isSeen(target)),
    })),
    left: [
      ...schema.left,
      ...hidden.map((table) => ({
        what: `table ${table.schema}.${table.name}`,
        reason: `the schema ${owners.get(table.name)} has a table of the same name, and names are looked up there first`,
        suggestion: `Adopt the schema into a project of its own: --schema ${table.schema}`,
      })),
    ],
  }
}

/** The address under which the application finds the tables by their names alone. */
function addressOf(source: string, schema: SourceSchema): string {
  const schemas = schemasOf(schema)
  if (schemas.length === 0 || schemas.join() === 'public') return source
  const address = new URL(source)
  const path = schemas.map((name) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : textOf(name)))
  address.searchParams.set('options', `-c search_path=${path.join(',')}`)
  return address.href
}

/** A name with quotes, and without the blanks that end an option. */
function textOf(name: string): string {
  return quoted(name).replaceAll(' ', '\\ ')
}
