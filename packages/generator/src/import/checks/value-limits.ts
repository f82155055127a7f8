import { digitsFor, instantOf, isDay, numberText } from './arrow/index.ts'
import type { CheckPart } from './check-column.ts'
import { familyOf } from './column-family.ts'
import type { LiteralComparison } from './length-limits.ts'

/** Limits of a number or a time; `null` where options cannot say them, or say them less well than an arrow. */
export function valueLimits(comparison: LiteralComparison): CheckPart[] | null {
  const { column, operator } = comparison
  if (operator === '=' || operator === '<>') return null
  const limit = limitOf(comparison)
  if (limit === null) return null
  const side = operator.startsWith('>') ? { min: limit } : { max: limit }
  return [{ kind: 'limits', column: column.name, ...side }]
}

/** The least or greatest value that is right: limits themselves are. */
function limitOf(comparison: LiteralComparison): number | string | null {
  const { column, operator, literal } = comparison
  const isStrict = operator === '<' || operator === '>'
  const digits = digitsFor(literal)
  switch (familyOf(column)) {
    case 'integer':
      return column.kind === 'int' && digits !== null ? wholeLimit(digits, comparison) : null
    case 'number': {
      const text = numberText(digits)
      return isStrict || text === null ? null : Number(text)
    }
    case 'bigint':
      return digits === null ? null : scaledLimit(digits, 0, comparison)
    case 'decimal':
      return digits === null ? null : scaledLimit(digits, column.scale ?? 2, comparison)
    case 'money': {
      const text = digits === null ? null : scaledLimit(digits, column.scale ?? 2, comparison)
      return text === null ? null : minorUnits(text)
    }
    case 'date':
      return literal.type === 'string' ? dayLimit(literal.text, comparison) : null
    case 'instant':
      return literal.type === 'string' && !isStrict ? instantOf(literal.text) : null
    default:
      return null
  }
}

function wholeLimit(digits: string, comparison: LiteralComparison): number | null {
  const limit = scaledLimit(digits, 0, comparison)
  return limit !== null && Number.isSafeInteger(Number(limit)) ? Number(limit) : null
}

/** The nearest value with so many digits after the point that the comparison lets pass. */
function scaledLimit(
  digits: string,
  scale: number,
  { operator }: LiteralComparison,
): string | null {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(digits) ?? []
  if (sign === undefined || whole.length > 18) return null
  const kept = BigInt(`${whole || '0'}${fraction.slice(0, scale).padEnd(scale, '0')}`)
  const isExact = /^0*$/.test(fraction.slice(scale))
  const amount = sign === '-' ? -kept : kept
  const towardsZero = amount
  const isMin = operator.startsWith('>')
  const isStrict = operator === '<' || operator === '>'
  return digitsOfAmount(
    stepped(towardsZero, { isMin, isStrict, isExact, isNegative: sign === '-' }),
    scale,
  )
}

interface Step {
  isMin: boolean
  isStrict: boolean
  isExact: boolean
  isNegative: boolean
}

function stepped(amount: bigint, { isMin, isStrict, isExact, isNegative }: Step): bigint {
  if (isExact) return isStrict ? amount + (isMin ? 1n : -1n) : amount
  if (isMin) return isNegative ? amount : amount + 1n
  return isNegative ? amount - 1n : amount
}

function digitsOfAmount(amount: bigint, scale: number): string {
  const sign = amount < 0n ? '-' : ''
  const text = String(amount < 0n ? -amount : amount).padStart(scale + 1, '0')
  if (scale === 0) return `${sign}${text}`
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}

function minorUnits(text: string): number | null {
  const amount = Number(text.replace('.', ''))
  return Number.isSafeInteger(amount) ? amount : null
}

function dayLimit(text: string, { operator }: LiteralComparison): string | null {
  if (!isDay(text)) return null
  if (operator === '>=' || operator === '<=') return text
  const day = Date.parse(`${text}T00:00:00.000Z`) + (operator === '>' ? 1 : -1) * 86_400_000
  return new Date(day).toISOString().slice(0, 10)
}
