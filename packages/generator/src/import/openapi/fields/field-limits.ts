import type { JsonValue } from '@cambium/model'
import type { SourceDefault, SourceType } from '../../source/index.ts'
import type { JsonObject, SchemaView } from '../document/index.ts'

/** Limits as options of the field, and those that cannot be said. */
export interface FieldLimits {
  options: { [option: string]: JsonValue }
  note: string | null
}

/** The limits of a property that became a field of this type. */
export function limitsOf({ schema }: SchemaView, type: SourceType): FieldLimits {
  switch (type.kind) {
    case 'integer':
    case 'real':
      return { options: between(numberRange(schema, type.kind === 'integer')), note: null }
    case 'list':
      return { options: between(countRange(schema.minItems, schema.maxItems)), note: null }
    case 'text':
      return textLimits(schema, type.max)
    default:
      return { options: {}, note: null }
  }
}

interface Range {
  min: number | null
  max: number | null
}

/** Limits that no value would meet are none. */
function between({ min, max }: Range): { [option: string]: JsonValue } {
  if (min !== null && max !== null && min > max) return {}
  return { ...(min !== null && { min }), ...(max !== null && { max }) }
}

/** Before 3.1 `exclusiveMinimum` says yes or no of `minimum`, and is a number by itself since. */
function numberRange(schema: JsonObject, isWhole: boolean): Range {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum : null
  const below = typeof exclusiveMaximum === 'number' ? exclusiveMaximum : null
  const low = above ?? (typeof minimum === 'number' ? minimum : null)
  const high = below ?? (typeof maximum === 'number' ? maximum : null)
  if (!isWhole) return { min: low, max: high }
  const isAbove = above !== null || exclusiveMinimum === true
  const isBelow = below !== null || exclusiveMaximum === true
  return {
    min: safe(low === null ? null : isAbove ? Math.floor(low) + 1 : Math.ceil(low)),
    max: safe(high === null ? null : isBelow ? Math.ceil(high) - 1 : Math.floor(high)),
  }
}

/** The ends of 64 bits limit nothing. */
function safe(limit: number | null): number | null {
  return limit !== null && Number.isSafeInteger(limit) ? limit : null
}

function countRange(least: JsonValue | undefined, most: JsonValue | undefined): Range {
  return {
    min: typeof least === 'number' && least > 0 ? safe(least) : null,
    max: typeof most === 'number' && most > 0 ? safe(most) : null,
  }
}

function textLimits({ minLength, pattern }: JsonObject, max: number | null): FieldLimits {
  const { min } = countRange(minLength, undefined)
  const options: { [option: string]: JsonValue } = {}
  if (min !== null && (max === null || min <= max)) options.min = min
  if (typeof pattern !== 'string') return { options, note: null }
  if (isPattern(pattern)) options.pattern = pattern
  const note = `the pattern ${pattern} is no regular expression of today: it is left out`
  return { options, note: options.pattern === undefined ? note : null }
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** The default of a property, where it is a value that the field takes. */
export function presetOf(
  value: JsonValue | undefined,
  { type, options }: { type: SourceType; options: FieldLimits['options'] },
): SourceDefault | null {
  const takes = (): boolean => {
    switch (type.kind) {
      case 'boolean':
        return typeof value === 'boolean'
      case 'integer':
        return Number.isSafeInteger(value) && isWithin(Number(value), options)
      case 'real':
        return typeof value === 'number' && isWithin(value, options)
      case 'choice':
        return typeof value === 'string' && type.values.includes(value)
      case 'text':
        return typeof value === 'string' && isText(value, { max: type.max, options })
      default:
        return false
    }
  }
  return value !== undefined && takes() ? { kind: 'literal', value } : null
}

function isWithin(value: number, { min, max }: FieldLimits['options']): boolean {
  return value >= Number(min ?? value) && value <= Number(max ?? value)
}

function isText(
  value: string,
  { max, options }: { max: number | null; options: FieldLimits['options'] },
): boolean {
  const { length } = value
  const isLong = length > (max ?? length) || length < Number(options.min ?? 0)
  const { pattern } = options
  return !isLong && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value))
}
