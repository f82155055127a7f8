import type { FieldKind, JsonValue, ValueType } from '@cambium/model'
import { type CheckColumn, type CheckPart, readCheck, readExpression } from '../checks/index.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import { defaultDesignOf } from './field-default.ts'
import { choiceProblem, type TypeDesign } from './field-type.ts'
import type { FieldDesign } from './import-design.ts'
import { plainWords } from './plain-words.ts'

export interface CheckSite {
  dialect: 'postgres' | 'sqlite'
  /** The database works out its columns itself. */
  adopted: boolean
  report: DesignReport
}

/** Turns the checks of a table into choices, limits and checks of the model, and worked out columns into formulas. */
export async function designChecks(draft: EntityDraft, site: CheckSite): Promise<void> {
  for (const check of draft.table.checks) {
    const parts = await readCheck(check.sql, checkColumns(draft), site.dialect)
    const left = parts === null ? true : applyAll(draft, check, parts)
    if (left && site.adopted) {
      const what = `${tableWords(draft.table)}, check ${check.name ?? check.sql}`
      site.report.note('checks', what, 'the database alone keeps it: no rule can say it')
    } else if (left) leaveCheck(draft, check, site.report)
  }
  for (const field of draft.design.fields) {
    settleDefault(draft, field, site.report)
    const sql = field.column?.generated?.sql
    if (sql !== undefined) await designFormula(draft, field, { ...site, sql })
  }
}

interface Check {
  name: string | null
  sql: string
}

function leaveCheck({ table }: EntityDraft, { name, sql }: Check, report: DesignReport): void {
  const text = sql.trim().replace(/\s+/g, ' ')
  report.leave(
    `${tableWords(table)}, check ${name ?? ''}`.trim(),
    'the language of rules cannot say it',
    `Write it as a check of the model, or in a hook: ${text}`,
  )
}

/** The columns of a table as its checks speak of them. */
function checkColumns({ table, fieldOf, design }: EntityDraft): CheckColumn[] {
  return table.columns.flatMap(({ name, nullable }): CheckColumn[] => {
    const field = fieldOf.get(name)
    const extra = design.extras.find(({ column }) => column === name)
    if (field === undefined && extra === undefined) return []
    const kind = field === undefined ? keptKind(design, extra?.property ?? '') : kindOf(field)
    const scale = field?.options.scale
    return [
      {
        name,
        field: field?.property ?? extra?.property ?? name,
        kind,
        nullable: nullable && field?.options.required !== true,
        ...(field?.kind === 'choice' && { values: field.values }),
        ...(typeof scale === 'number' && { scale }),
        ...(isNumberKey(field, extra?.property, design) && { value: 'integer' as const }),
      },
    ]
  })
}

function kindOf({ kind }: FieldDesign): FieldKind {
  return kind === 'one' ? 'reference' : kind
}

function keptKind({ key }: EntityDraft['design'], property: string): FieldKind {
  if (property !== 'id') return property === 'emailVerified' ? 'bool' : 'datetime'
  return key.kind === 'serial' || key.kind === 'int' ? 'int' : 'text'
}

function isNumberKey(
  field: FieldDesign | undefined,
  property: string | undefined,
  { key }: EntityDraft['design'],
): boolean {
  if (field?.kind === 'one') return field.carry === 'number'
  return property === 'id' && (key.kind === 'serial' || key.kind === 'int')
}

/** True when a part of it could not be kept. */
function applyAll(draft: EntityDraft, check: Check, parts: readonly CheckPart[]): boolean {
  return parts.map((part) => apply(draft, check, part)).includes(false)
}

function apply(draft: EntityDraft, check: Check, part: CheckPart): boolean {
  if (part.kind === 'arrow') {
    draft.design.checks.push({ message: messageOf(draft, check), arrow: part.arrow })
    return true
  }
  const field = draft.fieldOf.get(part.column)
  if (field === undefined) return part.kind === 'required'
  if (part.kind === 'required') {
    if (field.options.default === undefined) field.options = { required: true, ...field.options }
    return true
  }
  return part.kind === 'choice' ? applyChoice(field, part.values) : applyLimits(field, part)
}

function applyChoice(field: FieldDesign, values: readonly string[]): boolean {
  const kept =
    field.kind === 'choice' ? field.values.filter((value) => values.includes(value)) : [...values]
  const isText = field.kind === 'text' || field.kind === 'choice'
  if (!isText || choiceProblem(kept) !== null || field.options.writeOnly || field.options.hidden)
    return false
  const { max: _max, min: _min, pattern: _pattern, ...options } = field.options
  Object.assign(field, { kind: 'choice', values: kept, options })
  return true
}

const limited: ReadonlySet<string> = new Set([
  ...['text', 'email', 'url', 'int', 'float', 'decimal', 'bigint', 'date', 'datetime', 'time'],
])

function applyLimits(field: FieldDesign, part: CheckPart & { kind: 'limits' }): boolean {
  if (!limited.has(field.kind)) return false
  const { min, max, pattern } = field.options
  const lower = part.min === undefined ? min : tighter(min, part.min, 'min')
  const upper = part.max === undefined ? max : tighter(max, part.max, 'max')
  if (lower !== undefined && upper !== undefined && isBelow(upper, lower)) return false
  if (part.pattern !== undefined && pattern !== undefined && pattern !== part.pattern) return false
  field.options = {
    ...field.options,
    ...(lower !== undefined && { min: tidy(field, lower) }),
    ...(upper !== undefined && { max: tidy(field, upper) }),
    ...(part.pattern !== undefined && { pattern: part.pattern }),
  }
  return true
}

/** `0.00` is written `0`. */
function tidy({ kind }: FieldDesign, limit: JsonValue): JsonValue {
  const isDigits = kind === 'decimal' && /^-?\d+\.\d+$/.test(String(limit))
  return isDigits ? String(limit).replace(/\.?0+$/, '') : limit
}

function tighter(one: JsonValue | undefined, other: JsonValue, end: 'min' | 'max'): JsonValue {
  if (one === undefined) return other
  return isBelow(one, other) === (end === 'min') ? other : one
}

function isBelow(left: JsonValue, right: JsonValue): boolean {
  const [a, b] = [Number(left), Number(right)]
  return Number.isNaN(a) || Number.isNaN(b) ? String(left) < String(right) : a < b
}

/** A default that a check refuses would make a record that cannot be. */
function settleDefault({ design }: EntityDraft, field: FieldDesign, report: DesignReport): void {
  const { default: value } = field.options
  if (value === undefined || value === 'now' || value === 'uuid') return
  const type: TypeDesign = { ...field, element: null, note: null }
  if (field.kind === 'list' || field.kind === 'json') return
  const fits = defaultDesignOf({ kind: 'literal', value }, type)
  const hasPattern = typeof field.options.pattern === 'string'
  const matches = !hasPattern || new RegExp(String(field.options.pattern), 'u').test(String(value))
  if (fits !== null && 'value' in fits && matches) return
  const { default: _default, ...options } = field.options
  field.options = { required: true, ...options }
  report.note(
    'defaults',
    `${design.name}.${field.name}`,
    `its default ${JSON.stringify(value)} stays behind: its own check refuses it`,
  )
}

/** What a caller is told: the name its author gave to a check, or what it says. */
function messageOf({ table, design }: EntityDraft, { name, sql }: Check): string {
  const words = name === null || isMade(name, table.name) ? [] : plainWords(name)
  const telling = words.filter((word, at) => at > 0 || !['ck', 'chk', 'check'].includes(word))
  const text = sql.trim().replace(/\s+/g, ' ').slice(0, 120)
  const message = telling.length > 0 ? telling.join(' ') : `must be true: ${text}`
  const taken = new Set(design.checks.map((check) => check.message))
  if (!taken.has(message)) return message
  let count = 2
  while (taken.has(`${message} (${count})`)) count += 1
  return `${message} (${count})`
}

/** PostgreSQL names what nobody named: `film_length_check1`. */
function isMade(name: string, table: string): boolean {
  return /_check\d*$/.test(name) && name.startsWith(table.slice(0, 20))
}

const valueTypes: { readonly [kind: string]: ValueType } = {
  text: 'string',
  int: 'integer',
  float: 'number',
  decimal: 'decimal',
  bigint: 'bigint',
  bool: 'boolean',
}

async function designFormula(
  draft: EntityDraft,
  field: FieldDesign,
  { sql, dialect, adopted, report }: CheckSite & { sql: string },
): Promise<void> {
  const to = `${draft.design.name}.${field.name}`
  const { column, kind } = field
  const others = checkColumns(draft).filter(({ name }) => name !== column?.name)
  const read = adopted || kind === 'one' ? null : await readExpression(sql, others, dialect)
  if (read === null || valueTypes[kind] !== read.value || column === null) {
    const who = adopted ? 'the database works it out' : 'it is worked out there'
    const text = `read only: ${who}${adopted ? '' : '. Write it as computed(), or set it in a hook'}`
    report.note('types', `${to} (${sql.trim()})`, text)
    return
  }
  const { precision, scale, max } = field.options
  const limits = kind === 'decimal' ? { precision, scale } : kind === 'text' ? { max } : {}
  field.formula = { arrow: read.arrow, kind, options: withoutUndefined(limits) }
  Object.assign(field, {
    kind: 'computed',
    options: column.generated?.stored === true ? { stored: true } : {},
    carry: 'none',
  })
}

function withoutUndefined(options: {
  [name: string]: JsonValue | undefined
}): FieldDesign['options'] {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]): [string, JsonValue][] =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}
