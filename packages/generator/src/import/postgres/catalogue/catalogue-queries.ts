import { quotedText } from '../postgres-connection.ts'

/** Whether something belongs to an extension. */
const isOfExtension = (catalogue: string, oid: string): string =>
  `exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

/** The schemas that are read, as a condition on `pg_namespace n`. */
export function schemaCondition(schemas: readonly string[]): string {
  const own = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^(pg_(toast|temp)|_?timescaledb)'`
  return schemas.length === 0 ? own : `n.nspname in (${schemas.map(quotedText).join(', ')})`
}

/** Tables and views; partitions are parts of their table. */
export function classQuery(schemas: readonly string[]): string {
  return `select c.oid::bigint as oid, n.nspname as schema, c.relname as name, c.relkind as kind,
    obj_description(c.oid, 'pg_class') as doc, c.relrowsecurity as secured,
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid, true) end as definition,
    (select json_agg(p.relname order by i.inhseqno) from pg_inherits i join pg_class p on p.oid = i.inhparent
      where i.inhrelid = c.oid) as parents,
    (select s.srvname from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid) as server,
    exists (select from pg_inherits i join pg_class p on p.oid = i.inhrelid join pg_namespace s on s.oid = p.relnamespace
      where i.inhparent = c.oid and s.nspname = '_timescaledb_internal') as chunked
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${schemaCondition(schemas)} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and c.relpersistence <> 't' and not ${isOfExtension('pg_class', 'c.oid')}
  order by n.nspname, c.relname`
}

/** Columns, in the order of the table. */
export function columnQuery(tables: string): string {
  return `select a.attrelid::bigint as "table", a.attnum as number, a.attname as name,
    format_type(a.atttypid, a.atttypmod) as native, a.atttypid::bigint as type, a.atttypmod as modifier,
    a.attnotnull as required, a.attidentity as identity, a.attgenerated as generated,
    pg_get_expr(d.adbin, d.adrelid, true) as value, col_description(a.attrelid, a.attnum) as doc
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid in (${tables}) and a.attnum > 0 and not a.attisdropped
  order by a.attrelid, a.attnum`
}

/** Every type there is: those of the server itself are what the others come from. */
export const typeQuery = `select t.oid::bigint as oid, n.nspname as schema, t.typname as name, t.typtype as kind,
    t.typbasetype::bigint as base, t.typtypmod as modifier, t.typelem::bigint as element, t.typnotnull as required,
    t.typdefault as value, format_type(t.typbasetype, t.typtypmod) as native,
    (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.typtype <> 'p' and (t.typrelid = 0 or (select c.relkind from pg_class c where c.oid = t.typrelid) = 'c')`

/** The checks of domains. */
export const domainCheckQuery = `select k.contypid::bigint as type, k.conname as name,
    pg_get_constraintdef(k.oid, true) as sql
  from pg_constraint k where k.contypid <> 0 and k.contype = 'c' order by k.contypid, k.conname`

/** Constraints of the tables themselves; those that a partition makes of its table's are not. */
export function constraintQuery(tables: string): string {
  return `select k.conrelid::bigint as "table", k.conname as name, k.contype as kind, array_to_json(k.conkey) as columns,
    k.confrelid::bigint as target, array_to_json(k.confkey) as "targetColumns", k.confdeltype as "onDelete",
    pg_get_constraintdef(k.oid, true) as sql, pg_get_expr(k.conbin, k.conrelid, true) as expression
  from pg_constraint k
  where k.conrelid in (${tables}) and k.contype in ('p', 'u', 'f', 'c', 'x') and k.conparentid = 0
  order by k.conrelid, k.conname`
}

/** Relations that a partitioned table does not have itself and that all of its partitions have. */
export function partitionReferenceQuery(tables: string): string {
  return `with leaves as (
      select r.oid as root, t.relid::oid as leaf, count(*) over (partition by r.oid) as leaves
      from pg_class r cross join lateral pg_partition_tree(r.oid) t
      where r.oid in (${tables}) and r.relkind = 'p' and t.isleaf and t.relid <> r.oid),
    found as (
      select l.root, l.leaf, l.leaves, k.conname, k.confrelid, k.confkey, k.confdeltype, pg_get_constraintdef(k.oid, true) as sql,
        (select array_agg(ra.attnum order by u.place) from unnest(k.conkey) with ordinality u(number, place)
          join pg_attribute la on la.attrelid = k.conrelid and la.attnum = u.number
          join pg_attribute ra on ra.attrelid = l.root and ra.attname = la.attname) as columns
      from leaves l join pg_constraint k on k.conrelid = l.leaf and k.contype = 'f' and k.conparentid = 0)
  select root::bigint as "table", min(conname) as name, 'f' as kind, array_to_json(columns) as columns,
    confrelid::bigint as target, array_to_json(confkey) as "targetColumns", confdeltype as "onDelete", min(sql) as sql,
    null as expression
  from found group by root, leaves, columns, confrelid, confkey, confdeltype
  having count(distinct leaf) = leaves order by 1, 2`
}

/** Indexes that no constraint made. */
export function indexQuery(tables: string): string {
  return `select x.indrelid::bigint as "table", i.relname as name, x.indisunique as unique, x.indisvalid as valid,
    m.amname as method, pg_get_expr(x.indpred, x.indrelid, true) as where, pg_get_indexdef(x.indexrelid) as sql,
    (select json_agg(json_build_object('number', x.indkey[n - 1], 'text', pg_get_indexdef(x.indexrelid, n, true),
        'options', x.indoption[n - 1]) order by n) from generate_series(1, x.indnkeyatts::integer) n) as columns
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
  where x.indrelid in (${tables})
    and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
  order by x.indrelid, i.relname`
}
