import { identifier, join, type Sql, sql, type Transaction } from '../../database/index.ts'

/** Names of the model that a migration changed. */
export interface RenamedNames {
  readonly from: string
  readonly to: string
  /** Former names of fields with files, and what they are called now. */
  readonly fields: { readonly [from: string]: string }
}

/** Where it says by name whose record something belongs to. */
const tables = ['cambium_acl', 'cambium_history', 'cambium_files'] as const

/** Lets what is kept of records elsewhere, their access lists, history and files, follow the names of the model. */
export async function renameRecords(
  tx: Transaction,
  renamed: readonly RenamedNames[],
): Promise<void> {
  for (const { from, fields } of renamed) await renameFields(tx, from, fields)
  const entities = renamed.filter(({ from, to }) => from !== to)
  if (entities.length === 0) return
  for (const table of tables) await renameEntities(tx, table, entities)
}

/** The way back. */
export function backwards(renamed: readonly RenamedNames[]): RenamedNames[] {
  return renamed.map(({ from, to, fields }) => ({
    from: to,
    to: from,
    fields: Object.fromEntries(Object.entries(fields).map(([old, name]) => [name, old])),
  }))
}

/** No entity can be called so: two that swap their names never meet. */
const between = '~'

async function renameEntities(
  tx: Transaction,
  table: (typeof tables)[number],
  entities: readonly RenamedNames[],
): Promise<void> {
  const cases = entities.map(({ from, to }) => sql`when ${from} then ${between + to}`)
  await tx.run(sql`
    update ${identifier(table)} set "entity" = case "entity" ${join(cases, ' ')} end
    where "entity" in (${list(entities.map(({ from }) => from))})
  `)
  await tx.run(sql`
    update ${identifier(table)} set "entity" = substr("entity", 2)
    where "entity" in (${list(entities.map(({ to }) => between + to))})
  `)
}

async function renameFields(
  tx: Transaction,
  entity: string,
  fields: RenamedNames['fields'],
): Promise<void> {
  const renames = Object.entries(fields)
  if (renames.length === 0) return
  const cases = renames.map(([from, to]) => sql`when ${from} then ${to}`)
  await tx.run(sql`
    update "cambium_files" set "field" = case "field" ${join(cases, ' ')} end
    where "entity" = ${entity} and "field" in (${list(renames.map(([from]) => from))})
  `)
}

function list(values: readonly string[]): Sql {
  return join(
    values.map((value) => sql`${value}`),
    ', ',
  )
}
