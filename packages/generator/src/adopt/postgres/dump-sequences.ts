import type { Ask } from './ask.ts'
import { tableName, tablesIn } from './scope.ts'

/** Sequences but those of identity columns, which come with these. */
export async function dumpSequences(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const rows =
    await ask(`select ${tableName(schemas)} as name, format_type(s.seqtypid, null) as type, s.seqstart::text as start,
      s.seqincrement::text as step, s.seqmin::text as least, s.seqmax::text as most, s.seqcache::text as cache, s.seqcycle as cycle
    from pg_sequence s join pg_class c on c.oid = s.seqrelid
    where ${tablesIn(schemas)} and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
      and d.objid = c.oid and d.deptype = 'i') order by c.oid`)
  return rows.map(
    ({ name, type, start, step, least, most, cache, cycle }) =>
      `CREATE SEQUENCE ${name} AS ${type} INCREMENT BY ${step} MINVALUE ${least} MAXVALUE ${most} START WITH ${start} CACHE ${cache}${cycle ? ' CYCLE' : ''}`,
  )
}

/** The columns sequences belong to. */
export async function dumpSequenceOwners(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const rows =
    await ask(`select ${tableName(schemas)} as name, d.refobjid::regclass::text || '.' || quote_ident(a.attname) as owner
    from pg_class c join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a'
      and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where c.relkind = 'S' and ${tablesIn(schemas)} order by c.oid`)
  return rows.map(({ name, owner }) => `ALTER SEQUENCE ${name} OWNED BY ${owner}`)
}
