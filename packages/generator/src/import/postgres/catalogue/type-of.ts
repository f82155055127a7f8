import type { SourceType } from '../../source/index.ts'
import type { DomainCheckRow, TypeRow } from './catalogue-rows.ts'

/** What is known of a column by its type alone. */
export interface ResolvedType {
  type: SourceType
  /** The type of the server underneath, which says how values are written: `hstore`, `int4`. */
  base: string
  /** A domain may not be null. */
  required: boolean
  /** The default of a domain. */
  value: string | null
  /** The checks of its domains, in which `VALUE` is the column. */
  checks: { name: string; sql: string }[]
  isComposite: boolean
}

/** Looks types up by their number and modifier. */
export type TypeLookup = (type: number, modifier: number) => ResolvedType

/** A lookup among the types and domain checks of a database. */
export function typeLookup(
  types: readonly TypeRow[],
  domainChecks: readonly DomainCheckRow[],
): TypeLookup {
  const byOid = new Map(types.map((row) => [row.oid, row]))
  const checksOf = Map.groupBy(domainChecks, (check) => check.type)
  const lookup: TypeLookup = (oid, modifier) => {
    const row = byOid.get(oid)
    if (!row) return plain({ kind: 'other' }, 'unknown')
    if (row.kind === 'd') {
      const under = lookup(row.base, row.modifier)
      return {
        ...under,
        required: row.required || under.required,
        value: row.value ?? under.value,
        checks: [...under.checks, ...(checksOf.get(oid) ?? [])],
      }
    }
    if (row.element !== 0 && row.name.startsWith('_')) {
      const { type, base } = lookup(row.element, modifier)
      return plain({ kind: 'list', of: type }, base)
    }
    return { ...plain(typeOfRow(row, modifier), row.name), isComposite: row.kind === 'c' }
  }
  return lookup
}

function plain(type: SourceType, base: string): ResolvedType {
  return { type, base, required: false, value: null, checks: [], isComposite: false }
}

function typeOfRow(row: TypeRow, modifier: number): SourceType {
  if (row.kind === 'e') return { kind: 'choice', name: row.name, values: row.labels ?? [] }
  if (row.kind !== 'b') return { kind: 'other' }
  const length = modifier >= 4 ? modifier - 4 : null
  switch (row.name) {
    case 'varchar':
      return { kind: 'text', max: length }
    case 'bpchar':
      return { kind: 'text', max: length, padded: true }
    case 'numeric':
      return length === null ? simple.numeric : { kind: 'decimal', ...digitsOf(length) }
    case 'geometry':
    case 'geography':
      return isPoint(row.name, modifier) ? { kind: 'point' } : { kind: 'other' }
    default:
      return Object.hasOwn(simple, row.name) ? (simple[row.name] ?? other) : other
  }
}

/** The scale is a number of eleven bits that may be negative (numeric.c). */
function digitsOf(packed: number): { precision: number; scale: number } {
  return { precision: (packed >> 16) & 0xffff, scale: ((packed & 0x7ff) ^ 1024) - 1024 }
}

/** Points by longitude and latitude: the modifier holds the SRID from bit 8 on, the kind of shape from bit 2 on (gserialized_typmod.c). */
function isPoint(name: string, modifier: number): boolean {
  if (modifier < 0) return false
  const reference = (modifier & 0x0fffff00) >> 8
  const isFlat = (modifier & 3) === 0
  const isWorld = reference === 4326 || (reference === 0 && name === 'geography')
  return isWorld && isFlat && (modifier & 0xfc) >> 2 === 1
}

const other: SourceType = { kind: 'other' }
const instant = (zoned: boolean): SourceType => ({ kind: 'instant', zoned })
const simple: { readonly numeric: SourceType; readonly [type: string]: SourceType } = {
  int2: { kind: 'integer', bits: 16 },
  int4: { kind: 'integer', bits: 32 },
  int8: { kind: 'integer', bits: 64 },
  oid: { kind: 'integer', bits: 64 },
  float4: { kind: 'real' },
  float8: { kind: 'real' },
  numeric: { kind: 'decimal', precision: null, scale: null },
  money: { kind: 'decimal', precision: 19, scale: 2 },
  bool: { kind: 'boolean' },
  text: { kind: 'text', max: null },
  citext: { kind: 'text', max: null },
  char: { kind: 'text', max: 1 },
  name: { kind: 'text', max: 63 },
  bytea: { kind: 'bytes' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  interval: { kind: 'duration' },
  timestamp: instant(false),
  timestamptz: instant(true),
  uuid: { kind: 'uuid' },
  json: { kind: 'json' },
  jsonb: { kind: 'json' },
  hstore: { kind: 'json' },
}
