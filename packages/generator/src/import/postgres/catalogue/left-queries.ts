import { schemaCondition } from './catalogue-queries.ts'

const notOfExtension = (catalogue: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalogue}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

/** Triggers, and what their functions are and do. */
export function triggerQuery(tables: string): string {
  return `select g.tgrelid::bigint as "table", g.tgname as name, p.proname as function, p.prosrc as body, g.tgtype as type
  from pg_trigger g join pg_proc p on p.oid = g.tgfoid
  where g.tgrelid in (${tables}) and not g.tgisinternal order by g.tgrelid, g.tgname`
}

/** Row security policies. */
export function policyQuery(tables: string): string {
  return `select p.polrelid::bigint as "table", p.polname as name, pg_get_expr(p.polqual, p.polrelid, true) as using
  from pg_policy p where p.polrelid in (${tables}) order by p.polrelid, p.polname`
}

/** Rules, but those that views are made by. */
export function ruleQuery(tables: string): string {
  return `select r.ev_class::bigint as "table", r.rulename as name from pg_rewrite r
  where r.ev_class in (${tables}) and r.rulename <> '_RETURN' order by r.ev_class, r.rulename`
}

/** Functions and procedures that somebody wrote here. */
export function functionQuery(schemas: readonly string[]): string {
  return `select n.nspname as schema, p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${schemaCondition(schemas)} and ${notOfExtension('pg_proc', 'p.oid')}
    and p.prorettype <> 'trigger'::regtype and p.prorettype <> 'event_trigger'::regtype
  order by n.nspname, p.proname`
}

/** Extensions, but the one that every database has. */
export const extensionQuery = `select extname as name from pg_extension where extname <> 'plpgsql' order by extname`

/** Roles that were given something on the tables. */
export function grantQuery(tables: string): string {
  return `select distinct coalesce(r.rolname, 'public') as name
  from pg_class c cross join lateral aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee
  where c.oid in (${tables}) and g.grantee <> c.relowner order by 1`
}

/** Sequences that no column owns and no default asks. */
export function sequenceQuery(schemas: readonly string[]): string {
  return `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'S' and ${schemaCondition(schemas)} and ${notOfExtension('pg_class', 'c.oid')}
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
    and not exists (select from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.classid = 'pg_attrdef'::regclass)
  order by n.nspname, c.relname`
}
