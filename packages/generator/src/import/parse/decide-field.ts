import type { JsonValue } from '@cambium/model'
import type { SourceType } from '../source/index.ts'
import type { FieldFacts } from './observe-class.ts'
import type { ValueKind } from './parse-value.ts'
import type { DeclaredField } from './read-schemas.ts'

/** What becomes of a field. */
export type FieldPlan =
  | { kind: 'column'; type: SourceType; native: string; read: ColumnReading }
  /** A pointer to records of one class. */
  | { kind: 'reference'; target: string }
  /** A relation, whose pairs stand in a file, or a list of pointers. */
  | { kind: 'link'; target: string; from: 'pairs' | 'list' }
  | { kind: 'left'; reason: string; suggestion: string }

/** How a value of a column is read. */
export type ColumnReading = ValueKind | 'textOf' | 'booleanOf' | 'json' | 'pointerJson'

export interface FieldSite {
  name: string
  facts: FieldFacts | null
  declared: DeclaredField | null
}

/** A field, what is made of it, and what should be said of it. */
export interface DecidedField {
  plan: FieldPlan
  note: string | null
}

const kindsOfTypes: { readonly [type: string]: ValueKind } = {
  String: 'text',
  Number: 'integer',
  Boolean: 'boolean',
  Date: 'date',
  GeoPoint: 'point',
  File: 'file',
  Bytes: 'bytes',
  Polygon: 'polygon',
  Pointer: 'pointer',
  Relation: 'relation',
  Array: 'list',
  Object: 'object',
}

const types: { readonly [K in ValueKind]?: SourceType } = {
  boolean: { kind: 'boolean' },
  real: { kind: 'real' },
  text: { kind: 'text', max: null },
  date: { kind: 'instant', zoned: true },
  point: { kind: 'point' },
  file: { kind: 'file' },
  bytes: { kind: 'bytes' },
  polygon: { kind: 'json' },
  object: { kind: 'json' },
}

/** Decides by what all records hold; what is declared counts where no record has a value. */
export function decideField(site: FieldSite): DecidedField {
  const kind = seenKind(site.facts)
  const declaredKind = kindsOfTypes[site.declared?.type ?? ''] ?? null
  if (kind === null) return { plan: planOf(declaredKind ?? 'text', site), note: noteOfEmpty(site) }
  if (kind === 'mixed') return mixed(site)
  const settled = settle(kind, declaredKind)
  return { plan: planOf(settled, site), note: noteOfType(site, settled) }
}

function seenKind(facts: FieldFacts | null): ValueKind | 'mixed' | null {
  const kinds = [...(facts?.kinds.keys() ?? [])]
  if (kinds.length === 0) return null
  if (kinds.length === 1) return kinds[0] ?? null
  const among = (...allowed: ValueKind[]): boolean => kinds.every((one) => allowed.includes(one))
  if (among('integer', 'real')) return 'real'
  // A list without elements may be one of pointers.
  if (among('list', 'pointers') && !facts?.elements.has('text')) return 'pointers'
  return 'mixed'
}

/** A list that is declared says nothing of what is in it, and a file name is a text. */
function settle(kind: ValueKind, declared: ValueKind | null): ValueKind {
  if (kind === 'text' && (declared === 'date' || declared === 'file')) return 'text'
  return kind
}

function planOf(kind: ValueKind, site: FieldSite): FieldPlan {
  switch (kind) {
    case 'pointer':
      return pointerPlan(site)
    case 'relation':
    case 'pointers':
      return linkPlan(kind, site)
    case 'list':
      return listPlan(site)
    case 'integer':
      return columnOf(integerOf(site.facts), { native: nativeOf(site, 'Number'), read: 'integer' })
    default:
      return columnOf(types[kind] ?? { kind: 'json' }, {
        native: nativeOf(site, kind),
        read: kind === 'object' ? 'json' : kind,
      })
  }
}

function nativeOf({ declared }: FieldSite, seen: string): string {
  return declared?.type ?? seen
}

function columnOf(
  type: SourceType,
  { native, read }: { native: string; read: ColumnReading },
): FieldPlan {
  return { kind: 'column', type, native, read }
}

const greatestInt = 2 ** 31 - 1

function integerOf(facts: FieldFacts | null): SourceType {
  // Declared and never seen: a number of Parse may have a fraction.
  if (facts === null || facts.filled === 0) return { kind: 'real' }
  return { kind: 'integer', bits: facts.greatest > greatestInt ? 64 : 32 }
}

function pointerPlan(site: FieldSite): FieldPlan {
  const targets = targetsOf(site)
  const [target] = targets
  if (targets.length === 1 && target !== undefined) return { kind: 'reference', target }
  return columnOf(
    { kind: 'json' },
    { native: `Pointer to ${targets.join(', ')}`, read: 'pointerJson' },
  )
}

function linkPlan(kind: 'relation' | 'pointers', site: FieldSite): FieldPlan {
  const targets = targetsOf(site)
  const [target] = targets
  if (targets.length === 1 && target !== undefined) {
    return { kind: 'link', target, from: kind === 'relation' ? 'pairs' : 'list' }
  }
  if (kind === 'pointers') {
    return columnOf({ kind: 'json' }, { native: 'Array of pointers', read: 'pointerJson' })
  }
  return {
    kind: 'left',
    reason: `the relation leads to ${targets.length === 0 ? 'no class that is named' : `several classes: ${targets.join(', ')}`}`,
    suggestion: 'put schemas.json into the folder, which names the class',
  }
}

function targetsOf({ facts, declared }: FieldSite): string[] {
  const seen = [...(facts?.targets ?? [])]
  return seen.length > 0 || declared?.target == null ? seen : [declared.target]
}

function listPlan(site: FieldSite): FieldPlan {
  const native = nativeOf(site, 'Array')
  const elements = [...(site.facts?.elements ?? [])]
  const only = elements.every((one) => one === 'integer' || one === 'real') ? 'number' : elements[0]
  const of: SourceType | null =
    elements.length === 0 || (elements.length > 1 && only !== 'number') ? null : elementOf(only)
  if (of === null) return columnOf({ kind: 'json' }, { native, read: 'json' })
  const exact: SourceType = elements.includes('real') ? { kind: 'real' } : of
  return columnOf({ kind: 'list', of: exact }, { native, read: 'list' })
}

function elementOf(kind: ValueKind | 'number' | undefined): SourceType | null {
  if (kind === 'number') return { kind: 'integer', bits: 64 }
  if (kind === 'text') return { kind: 'text', max: null }
  return kind === 'boolean' ? { kind: 'boolean' } : null
}

/** Values of several kinds: nothing is lost of them, and it is said. */
function mixed(site: FieldSite): DecidedField {
  const { facts, name } = site
  const kinds = [...(facts?.kinds ?? [])]
  const counted = kinds.map(([kind, count]) => `${count} ${wordOf(kind)}`).join(', ')
  const among = (...allowed: ValueKind[]): boolean => kinds.every(([one]) => allowed.includes(one))
  const decided = (type: SourceType, read: ColumnReading): DecidedField => ({
    plan: columnOf(type, { native: nativeOf(site, 'mixed'), read }),
    note: `${name} holds ${counted}: ${becomes[type.kind] ?? 'kept as JSON'}`,
  })
  if (among('boolean', 'integer') && facts?.isBinary === true) {
    return decided({ kind: 'boolean' }, 'booleanOf')
  }
  if (among('boolean', 'integer', 'real', 'text', 'date')) {
    return decided({ kind: 'text', max: null }, 'textOf')
  }
  return decided({ kind: 'json' }, 'pointerJson')
}

const becomes: { readonly [kind: string]: string } = {
  boolean: '1 is read as true and 0 as false',
  text: 'all are kept as text',
  json: 'all are kept as JSON',
}

const words: { readonly [K in ValueKind]?: string } = {
  boolean: 'booleans',
  integer: 'whole numbers',
  real: 'numbers with a fraction',
  text: 'texts',
  date: 'dates',
  list: 'lists',
  pointers: 'lists of pointers',
  object: 'objects',
  pointer: 'pointers',
}

function wordOf(kind: ValueKind): string {
  return words[kind] ?? `values of type ${kind}`
}

function noteOfEmpty({ name, declared }: FieldSite): string | null {
  return declared === null
    ? `${name} is null in every record, so nothing says its type: taken for a text`
    : null
}

const declaredFor: { readonly [K in ValueKind]?: readonly string[] } = {
  integer: ['Number'],
  real: ['Number'],
  text: ['String'],
  date: ['Date'],
  point: ['GeoPoint'],
  list: ['Array'],
  pointers: ['Array'],
  object: ['Object'],
}

const amount = /(?:price|amount|total|cost|balance|fee|rate)$/i

function noteOfType({ name, declared }: FieldSite, kind: ValueKind): string | null {
  if (kind === 'integer' && amount.test(name)) {
    return `${name} holds whole numbers only, so it takes no other: write float() or money() where there will be fractions`
  }
  if (declared === null) return null
  const expected = declaredFor[kind] ?? [kind[0]?.toUpperCase() + kind.slice(1)]
  if (expected.includes(declared.type)) return null
  return `${name} is declared ${declared.type} and holds ${wordOf(kind)}: what it holds counts`
}

/** A value as text, whatever it was. */
export function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
