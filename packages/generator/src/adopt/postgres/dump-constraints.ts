import { quoted } from '../../plan/index.ts'
import type { Ask } from './ask.ts'
import { tableName, tablesIn } from './scope.ts'

/** Keys, uniques, exclusions and checks; those a table has from another one come with that. */
export async function dumpConstraints(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  return constraints(ask, schemas, `n.contype in ('p', 'u', 'x', 'c')`)
}

/** Foreign keys, once every table has its keys. */
export async function dumpForeignKeys(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  return constraints(ask, schemas, `n.contype = 'f'`)
}

async function constraints(ask: Ask, schemas: readonly string[], kinds: string): Promise<string[]> {
  const rows =
    await ask(`select ${tableName(schemas)} as "table", n.conname as name, pg_get_constraintdef(n.oid) as sql
    from pg_constraint n join pg_class c on c.oid = n.conrelid
    where ${kinds} and ${tablesIn(schemas)} and n.conparentid = 0 and n.conislocal and n.coninhcount = 0
    order by case n.contype when 'p' then 0 when 'u' then 1 else 2 end, c.oid, n.conname`)
  return rows.map(
    ({ table, name, sql }) => `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(String(name))} ${sql}`,
  )
}

/** Indexes that no constraint makes; those of parts come with the whole. */
export async function dumpIndexes(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const rows = await ask(`select pg_get_indexdef(x.indexrelid, 0, true) as sql
    from pg_index x join pg_class c on c.oid = x.indrelid
    where ${tablesIn(schemas)} and c.relkind in ('r', 'p')
      and not exists (select from pg_constraint n where n.conindid = x.indexrelid and n.contype in ('p', 'u', 'x'))
      and not exists (select from pg_inherits i where i.inhrelid = x.indexrelid)
    order by x.indexrelid`)
  return rows.map(({ sql }) => String(sql))
}
