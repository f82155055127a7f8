import type { JsonValue } from '@cambium/model'
import type { SourceDefault } from '../source/index.ts'
import type { TypeDesign } from './field-type.ts'

/** What became of a default. */
export type DefaultDesign =
  | { value: JsonValue }
  /** It cannot be carried: what it is, why, and what to do. */
  | { shown: string; reason: string }
  | null

const hook = 'set it in a hook before create'

/** The default of a field in the form of the model, or why it has none. */
export function defaultDesignOf(preset: SourceDefault, type: TypeDesign): DefaultDesign {
  const { kind } = type
  switch (preset.kind) {
    case 'literal': {
      if (preset.value === null) return null
      const value = fitted(preset.value, type)
      if (value !== undefined) return { value }
      const shown = JSON.stringify(preset.value).slice(0, 60)
      return { shown, reason: `its default is no value of ${kind}()${limitWords(type)}` }
    }
    case 'now':
      if (kind === 'date' || kind === 'datetime' || kind === 'time') return { value: 'now' }
      return { shown: 'now', reason: `its default is no value of ${kind}(): ${hook}` }
    case 'uuid':
      if (kind === 'uuid') return { value: 'uuid' }
      return { shown: 'a new UUID', reason: `its default is none of ${kind}(): ${hook}` }
    case 'shortId':
      return { shown: 'a new short id', reason: `only keys are made: ${hook}` }
    case 'counter':
      return { shown: 'the next number', reason: `only keys are counted: ${hook}` }
    case 'sql': {
      const shown = preset.sql.trim().replace(/\s+/g, ' ').slice(0, 60)
      return { shown, reason: `its default is an expression of SQL: ${hook}` }
    }
  }
}

function limitWords({ options }: TypeDesign): string {
  return Object.keys(options).length === 0 ? '' : ` with ${JSON.stringify(options)}`
}

/** The literal in the form of the kind; `undefined` when it is none of its values. */
function fitted(value: JsonValue, type: TypeDesign): JsonValue | undefined {
  const { kind, options, values } = type
  switch (kind) {
    case 'bool':
      return typeof value === 'boolean' ? value : truthOf(value)
    case 'int':
      return within(integerOf(value), options)
    case 'float':
      return within(numberOf(value), options)
    case 'bigint':
      return bigintOf(value)
    case 'decimal':
      return decimalOf(value, options)
    case 'choice':
      return typeof value === 'string' && values.includes(value) ? value : undefined
    case 'json':
      return value
    case 'list':
      return listOf(value, type)
    case 'point':
      return undefined
    default:
      return textOf(value, kind, options)
  }
}

function truthOf(value: JsonValue): boolean | undefined {
  if (value === 1 || value === '1' || value === 'true') return true
  return value === 0 || value === '0' || value === 'false' ? false : undefined
}

function numberOf(value: JsonValue): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function integerOf(value: JsonValue): number | undefined {
  const number = numberOf(value)
  return Number.isSafeInteger(number) ? number : undefined
}

function within(
  value: number | undefined,
  { min, max }: TypeDesign['options'],
): number | undefined {
  if (value === undefined) return undefined
  if (typeof min === 'number' && value < min) return undefined
  return typeof max === 'number' && value > max ? undefined : value
}

function digitsOf(value: JsonValue): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : ''
}

function bigintOf(value: JsonValue): string | undefined {
  const digits = digitsOf(value)
  if (!/^-?\d+$/.test(digits)) return undefined
  return BigInt.asIntN(64, BigInt(digits)) === BigInt(digits) ? String(BigInt(digits)) : undefined
}

function decimalOf(value: JsonValue, options: TypeDesign['options']): string | undefined {
  const digits = digitsOf(value)
  const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(digits) ?? []
  const scale = Number(options.scale ?? 2)
  const precision = Number(options.precision ?? 18)
  if (whole === '' || fraction.replace(/0+$/, '').length > scale) return undefined
  if (whole.replace(/^0+/, '').length > precision - scale) return undefined
  return fraction.length > scale
    ? digits.slice(0, digits.length - fraction.length + scale).replace(/\.$/, '')
    : digits
}

function listOf(value: JsonValue, { element }: TypeDesign): JsonValue[] | undefined {
  if (!Array.isArray(value) || element === null) return undefined
  const elements = value.map((item) => fitted(item, element))
  return elements.every((item) => item !== undefined) ? elements : undefined
}

const forms: { readonly [kind: string]: RegExp } = {
  text: /^/,
  email: /^[^\s@]+@[^\s@]+$/,
  url: /^https?:\/\//i,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
  time: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
  duration: /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/,
}

function textOf(
  value: JsonValue,
  kind: string,
  { max, min }: TypeDesign['options'],
): string | undefined {
  const text = typeof value === 'string' ? value : undefined
  if (text === undefined || !(forms[kind] ?? /^/).test(text)) return undefined
  const length = [...text].length
  if ((typeof max === 'number' && length > max) || (typeof min === 'number' && length < min))
    return undefined
  if (kind === 'url') return URL.canParse(text) ? text : undefined
  const isTime = kind === 'date' || kind === 'datetime'
  return isTime && !isDay(text.slice(0, 10)) ? undefined : validInstant(text, kind)
}

function validInstant(text: string, kind: string): string | undefined {
  return kind === 'datetime' && Number.isNaN(Date.parse(text)) ? undefined : text
}

function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00.000Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day)
}
