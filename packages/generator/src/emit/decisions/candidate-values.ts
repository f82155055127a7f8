import type { Expr, FieldIR, JsonValue } from '@cambium/model'
import { sampleValue } from '../sample-value.ts'
import { isNow } from './evaluate.ts'

export type Operator = (Expr & { type: 'compare' })['operator']

/** Values of the field that stand so to the other side; the first is the plainest. Nothing where none is known. */
export function candidateValues(field: FieldIR, operator: Operator, other: unknown): JsonValue[] {
  const found = isNow(other)
    ? byTime(operator)
    : operator === '==='
      ? [other as JsonValue]
      : operator === '!=='
        ? [...sampleValues(field), null]
        : inOrder(operator, other as JsonValue)
  return found.filter((value) => value !== undefined && fits(field, value))
}

/** Different values of the field. */
export function sampleValues(field: FieldIR): JsonValue[] {
  if (field.reference) return []
  if (field.choice) return [...field.choice.values]
  if (field.value === 'boolean') return [true, false]
  return [3, 4, 2].map((n) => sampleValue(field, n)).filter((value) => value !== null)
}

/** May the field hold the value? */
export function fits(field: FieldIR, value: JsonValue): boolean {
  if (value === null) return field.nullable
  if (field.reference) return false
  const { limits, choice } = field
  if (choice) return choice.values.includes(String(value))
  if (typeof value === 'number') return fitsNumber(field, value)
  if (typeof value !== 'string') return field.value !== 'string'
  if (!(forms[field.kind]?.test(value) ?? true)) return false
  if (!isText(field)) return true
  const pattern = limits.pattern === undefined ? null : new RegExp(limits.pattern, 'u')
  return (
    value.length >= Number(limits.min ?? 0) &&
    value.length <= Number(limits.max ?? value.length) &&
    (pattern?.test(value) ?? true) &&
    (!field.normalise.includes('lower') || value === value.toLowerCase()) &&
    (!field.normalise.includes('trim') || value === value.trim())
  )
}

/** What a value of a kind looks like: narrower than what is accepted, which is no harm here. */
const forms: { [kind: string]: RegExp | undefined } = {
  email: /^[a-z0-9.]+@[a-z0-9.]+\.[a-z]+$/i,
  url: /^https?:\/\/[\w./-]+$/,
  slug: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  duration: /^PT\d+H$/,
}

function isText({ value, kind }: FieldIR): boolean {
  return value === 'string' && kind !== 'uuid' && kind !== 'time' && kind !== 'duration'
}

function fitsNumber({ limits, value: type }: FieldIR, value: number): boolean {
  const { min, max, step } = limits
  if (type === 'integer' && !Number.isInteger(value)) return false
  if (min !== undefined && value < Number(min)) return false
  if (max !== undefined && value > Number(max)) return false
  return step === undefined || Number.isInteger(value / step)
}

function byTime(operator: Operator): JsonValue[] {
  const [before, after] = ['2010-01-01T08:00:00.000Z', '2100-01-01T08:00:00.000Z']
  return operator === '<' || operator === '<=' ? [before] : [after]
}

function inOrder(operator: Operator, other: JsonValue): JsonValue[] {
  const isLess = operator === '<' || operator === '<='
  const same = operator === '<=' || operator === '>=' ? [other] : []
  if (typeof other === 'number') {
    const steps = [1, 5, 10, 100].map((step) => (isLess ? other - step : other + step))
    return [...same, ...steps]
  }
  if (typeof other !== 'string') return []
  const day = Date.parse(other) + (isLess ? -1 : 1) * 86_400_000
  if (Number.isNaN(day)) return same
  const instant = new Date(day).toISOString()
  return [...same, other.includes('T') ? instant : instant.slice(0, 10)]
}
