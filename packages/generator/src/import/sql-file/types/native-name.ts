import type { TypeName } from 'libpg-query'
import { stringsOf } from '../../postgres-parser/index.ts'

/** Names of types as PostgreSQL prints them. */
const words: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  char: '"char"',
  varbit: 'bit varying',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
}

/** The numbers in the brackets of a type: `[10, 2]`. */
export function modifiersOf({ typmods }: TypeName): number[] {
  return (typmods ?? []).flatMap((node) =>
    'A_Const' in node && node.A_Const.ival !== undefined ? [node.A_Const.ival.ival ?? 0] : [],
  )
}

/** A type as `format_type` of PostgreSQL writes it: `character varying(50)`, `timestamp(3) with time zone`. */
export function nativeNameOf(type: TypeName): string {
  const names = stringsOf(type.names)
  const name = names.at(-1) ?? ''
  const isNear = names[0] === 'pg_catalog' || names[0] === 'public'
  const schema = names.length > 1 && !isNear ? `${names[0]}.` : ''
  const written = schema === '' ? (words[name] ?? name) : `${schema}${name}`
  // the fields of an interval stand before its digits
  const modifiers = name === 'interval' ? [] : modifiersOf(type)
  const brackets = modifiers.length === 0 ? '' : `(${modifiers.join(',')})`
  const [first, ...rest] = written.split(' ')
  const isTime = rest.at(-1) === 'zone'
  const whole = isTime ? `${first}${brackets} ${rest.join(' ')}` : `${written}${brackets}`
  return whole + '[]'.repeat((type.arrayBounds ?? []).length > 0 ? 1 : 0)
}
