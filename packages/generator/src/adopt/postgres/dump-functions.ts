import type { Ask, AskedRow } from './ask.ts'
import { inSchemas, madeName } from './scope.ts'

/** Functions that tables may use, and those that speak of tables. */
export interface FunctionDump {
  before: string[]
  after: string[]
}

/** Functions, procedures and aggregates. */
export async function dumpFunctions(ask: Ask, schemas: readonly string[]): Promise<FunctionDump> {
  const scope = inSchemas(schemas, {
    oid: 'p.oid',
    namespace: 'p.pronamespace',
    catalogue: 'pg_proc',
  })
  const rows =
    await ask(`select p.prokind as kind, case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end as sql,
      ${madeName(schemas, { namespace: 'p.pronamespace', name: 'p.proname' })} || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
      a.aggtransfn::regproc::text as step, format_type(a.aggtranstype, null) as state, a.agginitval as start,
      nullif(a.aggfinalfn::oid, 0)::regproc::text as final,
      exists (select from pg_depend d join pg_type t on t.oid = d.refobjid join pg_class c on c.oid = t.typrelid
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.refclassid = 'pg_type'::regclass
          and c.relkind in ('r', 'p', 'v', 'm')) as "speaksOfTables"
    from pg_proc p left join pg_aggregate a on a.aggfnoid = p.oid
    where ${scope} order by p.prokind = 'a', p.oid`)
  const statements = rows.map((row) => ({
    text: row.kind === 'a' ? aggregate(row) : unqualified(String(row.sql), schemas),
    isAfter: row.speaksOfTables === true,
  }))
  return {
    before: statements.flatMap(({ text, isAfter }) => (isAfter ? [] : [text])),
    after: statements.flatMap(({ text, isAfter }) => (isAfter ? [text] : [])),
  }
}

function aggregate({ name, step, state, start, final }: AskedRow): string {
  const parts = [
    `SFUNC = ${step}`,
    `STYPE = ${state}`,
    ...(typeof final === 'string' ? [`FINALFUNC = ${final}`] : []),
    ...(typeof start === 'string' ? [`INITCOND = '${start.replaceAll("'", "''")}'`] : []),
  ]
  return `CREATE AGGREGATE ${name} (${parts.join(', ')})`
}

/** The server always writes the schema of a function; in the first one it goes where the tables go. */
function unqualified(sql: string, [first = 'public']: readonly string[]): string {
  const head = /^(CREATE OR REPLACE (?:FUNCTION|PROCEDURE) )("(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)\./
  return sql
    .replace(head, (whole, create: string, schema: string) =>
      schema.replace(/^"|"$/g, '') === first ? create : whole,
    )
    .trimEnd()
}
