import { quoted } from '../../plan/index.ts'
import { type Ask, textList } from './ask.ts'
import { inSchemas, madeName } from './scope.ts'

/** Extensions but the one every database has. */
export async function dumpExtensions(ask: Ask): Promise<string[]> {
  const rows = await ask(
    `select extname as name from pg_extension where extname <> 'plpgsql' order by oid`,
  )
  return rows.map(({ name }) => `CREATE EXTENSION IF NOT EXISTS ${quoted(String(name))}`)
}

/** Enums, domains, rows and ranges, in the order they were made. */
export async function dumpTypes(ask: Ask, schemas: readonly string[]): Promise<string[]> {
  const scope = inSchemas(schemas, {
    oid: 't.oid',
    namespace: 't.typnamespace',
    catalogue: 'pg_type',
  })
  const rows =
    await ask(`select t.oid::text as oid, ${madeName(schemas, { namespace: 't.typnamespace', name: 't.typname' })} as name, t.typtype as kind,
      format_type(t.typbasetype, t.typtypmod) as base, t.typnotnull as "notNull", t.typdefault as value,
      (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
      (select json_agg(json_build_array(n.conname, pg_get_constraintdef(n.oid, true)) order by n.conname)
        from pg_constraint n where n.contypid = t.oid and n.contype = 'c') as constraints,
      (select json_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum)
        from pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) as members,
      (select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid) as subtype
    from pg_type t left join pg_class c on c.oid = t.typrelid
    where ${scope} and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c')) order by t.oid`)
  return rows.map(typeStatement)
}

function typeStatement(row: { [column: string]: unknown }): string {
  const { name, kind, base, notNull, value, subtype } = row
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
  switch (kind) {
    case 'e':
      return `CREATE TYPE ${name} AS ENUM (${textList(list(row.labels))})`
    case 'r':
      return `CREATE TYPE ${name} AS RANGE (subtype = ${subtype})`
    case 'c':
      return `CREATE TYPE ${name} AS (${list(row.members).join(', ')})`
    default: {
      const constraints = Array.isArray(row.constraints) ? row.constraints : []
      const checks = constraints.map(
        ([called, sql]) => `CONSTRAINT ${quoted(String(called))} ${sql}`,
      )
      const preset = value === null ? [] : [`DEFAULT ${value}`]
      const parts = [
        `CREATE DOMAIN ${name} AS ${base}`,
        ...preset,
        ...(notNull ? ['NOT NULL'] : []),
      ]
      return [...parts, ...checks].join(' ')
    }
  }
}
