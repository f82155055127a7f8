import type { Fragment, Sql } from '../../database/index.ts'
import { sql } from '../../database/index.ts'

/**
 * The sum of whole numbers as text that `readSum` reads. SQLite's own sum ends at 64 bits, so there the upper and the
 * lower halves are added up apart; PostgreSQL's is exact.
 */
export function exactSum(expression: Sql): Sql {
  const sum: Fragment = {
    fragment: 'exact sum',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`sum(${expression} >> 32) || ':' || sum(${expression} & 4294967295)`
        : sql`cast(sum(cast(${expression} as numeric)) as text)`,
  }
  return sql`${sum}`
}

/** The sum in units of the last of `scale` digits behind the point; 0n where nothing was added up. */
export function readSum(text: unknown, scale: number): bigint {
  if (typeof text !== 'string') return 0n
  const [high = '0', low] = text.split(':')
  if (low !== undefined) return BigInt(high) * 2n ** 32n + BigInt(low)
  const [whole = '0', fraction = ''] = high.split('.')
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'))
}

/** Units of the last digit as text: `1250n` with two digits is `12.50`. */
export function unitsAsText(units: bigint, scale: number): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** A whole number where a number can hold it exactly, else its digits. */
export function wholeNumber(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** The average of whole numbers as the nearest number. */
export function averageNumber(sum: bigint, count: number): number {
  const divisor = BigInt(count)
  return Number(sum / divisor) + Number(sum % divisor) / count
}

/** The average in units, with further digits, rounded half away from zero. */
export function averageUnits(sum: bigint, count: number, further: number): bigint {
  const divisor = 2n * BigInt(count)
  const doubled = 2n * sum * 10n ** BigInt(further)
  return (doubled + (sum < 0n ? -BigInt(count) : BigInt(count))) / divisor
}
