import { identifier, inList, join, type Queryable, type Sql, sql } from '../../database/index.ts'
import { fileColumns } from '../rows/index.ts'
import type { FileTable } from './file-tables.ts'

/** Where the search goes on, and how many files turned out to belong to nothing. */
interface Searched {
  readonly last: string | undefined
  readonly found: number
}

const batch = 500

/**
 * Gives up files whose record is gone or does not name them any more, as after a cascade of the database, some hundred at
 * a time. Files of entities that are not in the model any more stay: their tables may come back.
 */
export async function findOrphans(
  db: Queryable,
  tables: readonly FileTable[],
  { after, now }: { readonly after: string; readonly now: string },
): Promise<Searched> {
  const rows = await db.all<{ id: string; entity: string }>(sql`
    select "id", "entity" from "cambium_files" where "state" = 'kept' and "id" > ${after}
    order by "id" limit ${batch}
  `)
  let found = 0
  for (const table of tables) {
    const ids = rows.filter(({ entity }) => entity === table.entity).map(({ id }) => id)
    if (ids.length > 0) found += await giveUp(db, table, { ids, now })
  }
  return { last: rows.length < batch ? undefined : rows.at(-1)?.id, found }
}

function giveUp(
  db: Queryable,
  table: FileTable,
  { ids, now }: { readonly ids: readonly string[]; readonly now: string },
): Promise<number> {
  return db.run(sql`
    update "cambium_files" set "state" = 'leaving', "due_at" = ${fileColumns.encode('dueAt', now)}
    where ${inList(sql`"cambium_files"."id"`, ids, 'string')} and "state" = 'kept'
      and not exists (
        select 1 from ${identifier(table.table)}
        where ${table.id} = ${recordId(table)} and (${join(namesIn(table), ' or ')})
      )
  `)
}

function recordId({ key }: FileTable): Sql {
  const stored = sql`"cambium_files"."record_id"`
  return key === 'integer' ? sql`cast(${stored} as bigint)` : stored
}

/** An id stands in JSON as it is. */
function namesIn({ table, columns }: FileTable): Sql[] {
  return columns.map((column) => names(sql`${identifier(table)}.${identifier(column)}`))
}

function names(column: Sql): Sql {
  return sql`cast(${column} as text) like '%"' || "cambium_files"."id" || '"%'`
}
