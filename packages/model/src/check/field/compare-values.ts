import type { JsonValue, LimitsIR } from '../../ir/index.ts'

const lengthKinds = new Set(['text', 'email', 'url', 'slug', 'secret', 'password'])

/** Says how a value of the kind breaks its limits: `is longer than 5 characters`; `null` when it keeps them. */
export function brokenLimit(kind: string, value: JsonValue, limits: LimitsIR): string | null {
  if (lengthKinds.has(kind))
    return (
      brokenLength([...String(value)].length, 'characters', limits) ?? brokenPattern(value, limits)
    )
  if (kind === 'list')
    return brokenLength(Array.isArray(value) ? value.length : 0, 'elements', limits)
  if (limits.min !== undefined && isBelow(value, limits.min))
    return `is below the minimum ${limits.min}`
  if (limits.max !== undefined && isBelow(limits.max, value))
    return `is above the maximum ${limits.max}`
  if (limits.step !== undefined && !isMultiple(Number(value), limits.step)) {
    return `is not a multiple of ${limits.step}`
  }
  return kind === 'decimal' ? brokenDigits(String(value), limits) : null
}

/** True when the first of two numbers, digits or times comes before the second. */
export function isBelow(left: JsonValue, right: JsonValue): boolean {
  const a = String(left)
  const b = String(right)
  const digits = /^-?\d+(\.\d+)?$/
  if (typeof left === 'number' && typeof right === 'number') return left < right
  return digits.test(a) && digits.test(b) ? scaled(a) < scaled(b) : a < b
}

/** Digits as an integer, 30 places moved, so that they compare exactly. */
function scaled(digits: string): bigint {
  const [whole = '0', fraction = ''] = digits.replace('-', '').split('.')
  const amount = BigInt(whole + fraction.slice(0, 30).padEnd(30, '0'))
  return digits.startsWith('-') ? -amount : amount
}

function brokenLength(length: number, unit: string, { min, max }: LimitsIR): string | null {
  if (min !== undefined && length < Number(min)) return `has fewer than ${min} ${unit}`
  return max !== undefined && length > Number(max) ? `has more than ${max} ${unit}` : null
}

function brokenPattern(value: JsonValue, { pattern }: LimitsIR): string | null {
  if (pattern === undefined) return null
  return new RegExp(pattern, 'u').test(String(value)) ? null : `does not match ${pattern}`
}

/** Tolerates the rounding of binary fractions: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step
  return Math.abs(ratio - Math.round(ratio)) < 1e-9
}

function brokenDigits(digits: string, { scale = 2, precision = 18 }: LimitsIR): string | null {
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  if (fraction.replace(/0+$/, '').length > scale)
    return `has more than ${scale} digits after the point`
  return whole.replace(/^0+/, '').length > precision - scale
    ? `has more than ${precision} digits`
    : null
}
