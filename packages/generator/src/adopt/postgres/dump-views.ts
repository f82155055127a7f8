import type { Ask } from './ask.ts'
import { tableName, tablesIn } from './scope.ts'

/** Views, those that others look at first: the server numbers them as they are made, and replaces them in place. */
export async function dumpViews(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const rows = await ask(`with recursive looks (view, at) as (
      select distinct r.ev_class, d.refobjid from pg_rewrite r
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
      join pg_class v on v.oid = d.refobjid and v.relkind in ('v', 'm')
      where d.refobjid <> r.ev_class
    ), depths (view, depth) as (
      select c.oid, 0 from pg_class c where c.relkind in ('v', 'm')
      union select l.view, depths.depth + 1 from looks l join depths on depths.view = l.at where depths.depth < 50
    )
    select ${tableName(schemas)} as name, c.relkind as kind, pg_get_viewdef(c.oid) as sql,
      (select json_agg(pg_get_indexdef(x.indexrelid, 0, true)) from pg_index x where x.indrelid = c.oid) as indexes
    from pg_class c where ${tablesIn(schemas)} and c.relkind in ('v', 'm')
    order by (select max(depth) from depths where depths.view = c.oid), c.oid`)
  return rows.flatMap(({ name, kind, sql, indexes }) => [
    `CREATE ${kind === 'm' ? 'MATERIALIZED ' : ''}VIEW ${name} AS\n${String(sql).replace(/;\s*$/, '')}`,
    ...(Array.isArray(indexes) ? indexes.map(String) : []),
  ])
}

/** Triggers that a person made; those of parts come with the whole. */
export async function dumpTriggers(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const rows = await ask(`select pg_get_triggerdef(g.oid, true) as sql from pg_trigger g
    join pg_class c on c.oid = g.tgrelid
    where not g.tgisinternal and g.tgparentid = 0 and ${tablesIn(schemas)} order by g.oid`)
  return rows.map(({ sql }) => String(sql))
}
