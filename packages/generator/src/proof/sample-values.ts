import type { JsonValue } from '@cambium/model'
import type { StorageType } from '../plan/index.ts'

const words = ['order', "o'clock", '', 'select "x"', 'Ünï 🌱', '-- next', 'NULL', '%_\\']
const integers = [0, -1, 9_007_199_254_740_991, -9_007_199_254_740_991, 7]
const dates = ['1970-01-01', '2026-02-28', '2024-02-29', '0001-01-01', '9999-12-31']

/** A value of a type that is also one of the type it is to become, different for every number. */
export function sampleValue(type: StorageType, later: StorageType, number: number): JsonValue {
  const of = <T>(list: readonly T[], value: T): T => list[number % list.length] ?? value
  if (type.kind === 'text' && later.kind !== 'text') {
    const value = sampleValue(later, later, number)
    return later.kind === 'json' ? JSON.stringify(value) : String(value)
  }
  switch (type.kind) {
    case 'native':
    case 'text':
      return `${of(words, 'x')}${number}`
    case 'integer':
      if (later.kind === 'boolean') return number % 2
      return later.kind === 'decimal'
        ? number % 10
        : of(integers, 0) - Math.sign(of(integers, 0)) * number
    case 'serial':
      return number + 1
    case 'real':
      return later.kind === 'real' ? of([0.5, -1e-10, 1e300, 0.1], 1) * (number + 1) : number * 3
    case 'boolean':
      return number % 2 === 0
    case 'date':
      return number < dates.length
        ? of(dates, '')
        : `2026-03-${String((number % 28) + 1).padStart(2, '0')}`
    case 'instant':
      return new Date(Date.UTC(2026, 1, 28, 23, 59, 59, number)).toISOString()
    case 'json':
      return of<JsonValue>([{ order: [1, null, "o'clock"] }, [], 'text', { lat: 1.5, lng: -2 }], {})
    case 'decimal':
      return sampleDecimal(type, later, number)
  }
}

type Decimal = Extract<StorageType, { kind: 'decimal' }>

function sampleDecimal(type: Decimal, later: StorageType, number: number): string {
  const scale =
    later.kind === 'decimal'
      ? Math.min(type.scale, later.scale)
      : later.kind === 'integer'
        ? 0
        : type.scale
  const whole =
    later.kind === 'decimal'
      ? Math.min(type.precision - type.scale, later.precision - later.scale)
      : type.precision - type.scale
  const digits =
    number % 3 === 2
      ? '9'.repeat(Math.max(1, whole - 1)) + String(9 - (number % 9))
      : String(number % 10)
  const sign = number % 2 === 1 && digits !== '0' ? '-' : ''
  const fitting = whole < 1 ? '0' : digits.slice(0, whole)
  return `${sign}${fitting}${
    scale === 0
      ? ''
      : `.${String(number % 10)
          .padStart(scale, '0')
          .slice(-scale)}`
  }`
}
