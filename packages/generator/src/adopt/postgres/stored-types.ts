import type { SourceColumn, SourceTable } from '../../import/source/index.ts'
import { storedSuffix } from '../stored-suffix.ts'
import { type Ask, textList } from './ask.ts'

/** Which type a column has, as a model says it; `null` where Cambium needs not be told. */
export type StoredTypes = (table: SourceTable, column: SourceColumn) => string | null

/** Reads the types of all columns of some schemas: of a domain that which it is made of. */
export async function readStoredTypes(ask: Ask, schemas: readonly string[]): Promise<StoredTypes> {
  const rows = await ask(`select n.nspname as schema, c.relname as "table", a.attname as name,
      format_type(coalesce(nullif(b.typbasetype, 0), nullif(t.typbasetype, 0), a.atttypid), null) as type,
      t.typtype = 'd' and coalesce(e.typtype, b.typtype) = 'e' as "isDomain"
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid left join pg_type b on b.oid = t.typbasetype
    left join pg_type e on e.oid = b.typbasetype
    where n.nspname in (${textList(schemas)}) and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and a.attnum > 0 and not a.attisdropped`)
  const types = new Map(
    rows.map(({ schema, table, name, type, isDomain }) => [
      JSON.stringify([schema, table, name]),
      `${isDomain === true ? 'domain ' : ''}${type}`,
    ]),
  )
  return (table, column) => {
    const key = JSON.stringify([table.schema ?? 'public', table.name, column.name])
    const type = shortName(types.get(key) ?? column.native)
    const suffix = storedSuffix(table, column)
    const isPlain = suffix === '' && isLikeOurs(column, type) && !isShortKey(table, column)
    return isPlain ? null : `${type}${suffix}`
  }
}

const shortNames: { readonly [name: string]: string } = {
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'character varying': 'varchar',
  // the name without a length means one character
  character: 'bpchar',
  bit: 'bit varying',
  'double precision': 'float8',
}

function shortName(type: string): string {
  const [bare = type, list = ''] = /^(.*?)((?:\[\])*)$/.exec(type)?.slice(1) ?? []
  return `${shortNames[bare] ?? bare}${list}`
}

/** What values of a kind can be compared with and written to without being told the type. */
const plain: { readonly [kind: string]: readonly string[] } = {
  text: ['text', 'varchar'],
  email: ['text', 'varchar'],
  url: ['text', 'varchar'],
  file: ['text', 'varchar'],
  passwordHash: ['text', 'varchar'],
  choice: ['text', 'varchar'],
  integer: ['smallint', 'integer', 'bigint'],
  real: ['float8'],
  decimal: ['numeric'],
  boolean: ['boolean'],
  date: ['date'],
  instant: ['timestamptz'],
  json: ['jsonb'],
}

/** Keys that are brought have no other place to say how great they may be. */
function isShortKey(
  { primaryKey }: SourceTable,
  { name, type, default: preset }: SourceColumn,
): boolean {
  const isBrought = primaryKey.length === 1 && primaryKey[0] === name && preset?.kind !== 'counter'
  return isBrought && type.kind === 'integer' && type.bits < 64
}

function isLikeOurs({ type }: SourceColumn, name: string): boolean {
  return plain[type.kind]?.includes(name) ?? false
}
