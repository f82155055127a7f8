import type { TypeName } from 'libpg-query'
import { typeLookup } from '../../postgres/catalogue/index.ts'
import { stringsOf } from '../../postgres-parser/index.ts'
import type { SourceType } from '../../source/index.ts'
import { modifiersOf } from './native-name.ts'
import type { NamedType, TypeTable } from './type-table.ts'

/** What is known of a column by its type alone. */
export interface ResolvedColumnType {
  type: SourceType
  /** The type of PostgreSQL underneath, which says how values are written. */
  base: string
  /** A domain may not be null. */
  required: boolean
  /** The default of a domain. */
  preset: string | null
  /** The checks of its domains, in which `VALUE` is the column. */
  checks: { name: string | null; sql: string }[]
  isComposite: boolean
  /** `serial` and its like. */
  isSerial: boolean
}

const serials: Readonly<Record<string, string>> = {
  smallserial: 'int2',
  serial2: 'int2',
  serial: 'int4',
  serial4: 'int4',
  bigserial: 'int8',
  serial8: 'int8',
}

/** The type of a column, through the domains and enums of the file. */
export function resolveType(type: TypeName, types: TypeTable): ResolvedColumnType {
  const names = stringsOf(type.names)
  const name = names.at(-1) ?? ''
  const schema = names.length > 1 ? (names.at(-2) ?? null) : null
  const isBuiltIn = schema === 'pg_catalog'
  const own = isBuiltIn ? undefined : types.find(schema, name)
  const element = own === undefined ? builtIn(name, type) : namedType(own, types)
  if ((type.arrayBounds ?? []).length === 0) return element
  return { ...plain({ kind: 'list', of: element.type }, element.base) }
}

function plain(type: SourceType, base: string): ResolvedColumnType {
  return {
    type,
    base,
    required: false,
    preset: null,
    checks: [],
    isComposite: false,
    isSerial: false,
  }
}

function builtIn(name: string, type: TypeName): ResolvedColumnType {
  const serial = serials[name]
  const base = serial ?? name
  const number = 1
  const row = {
    oid: number,
    schema: 'pg_catalog',
    name: base,
    kind: 'b',
    base: 0,
    modifier: -1,
    element: 0,
    required: false,
    value: null,
    labels: null,
    native: base,
  }
  const { type: found } = typeLookup([row], [])(number, modifierOf(base, type))
  return { ...plain(found, base), isSerial: serial !== undefined }
}

/** The modifier as the catalogue keeps it. */
function modifierOf(name: string, type: TypeName): number {
  const [first, second = 0] = modifiersOf(type)
  if (name === 'geometry' || name === 'geography') return isPoint(type) ? pointModifier : -1
  if (first === undefined) return -1
  return name === 'numeric' ? ((first << 16) | (second & 0x7ff)) + 4 : first + 4
}

/** SRID 4326 from bit 8 on, a point from bit 2 on. */
const pointModifier = (4326 << 8) | (1 << 2)

/** `geography(Point, 4326)`. */
function isPoint(type: TypeName): boolean {
  const [shape] = (type.typmods ?? []).map((node) => ('ColumnRef' in node ? node.ColumnRef : null))
  const word = stringsOf(shape?.fields).at(-1)
  const reference = modifiersOf(type)[0]
  const name = stringsOf(type.names).at(-1)
  const isWorld = reference === 4326 || (reference === undefined && name === 'geography')
  return word === 'point' && isWorld
}

function namedType(own: NamedType, types: TypeTable): ResolvedColumnType {
  if (own.kind === 'enum') {
    return plain({ kind: 'choice', name: own.name, values: [...own.values] }, own.name)
  }
  if (own.kind === 'domain') {
    const under = resolveType(own.type, types)
    return {
      ...under,
      required: own.required || under.required,
      preset: own.preset ?? under.preset,
      checks: [...under.checks, ...own.checks],
    }
  }
  return { ...plain({ kind: 'other' }, own.name), isComposite: own.kind === 'composite' }
}
