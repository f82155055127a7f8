import { powerOfTen } from '../conversion.ts'
import type { StorageType } from '../storage.ts'

/** A value of one type as one of another, both as SQLite stores them; `value` is an SQL expression. */
export function castValue(value: string, from: StorageType, to: StorageType): string {
  if (from.kind === 'decimal') return castDecimal(value, from.scale, to)
  if (to.kind === 'text') return castToText(value, from)
  switch (to.kind) {
    case 'real':
      return `CAST(${value} AS REAL)`
    case 'integer':
      return from.kind === 'boolean' ? value : `CAST(${value} AS INTEGER)`
    case 'boolean':
      return from.kind === 'text'
        ? `CASE ${value} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`
        : value
    case 'decimal':
      return from.kind === 'text'
        ? `CAST(replace(${value}, '.', '') || substr('${'0'.repeat(to.scale)}', 1, ${to.scale} - (${fraction(value)})) AS INTEGER)`
        : `${value} * ${powerOfTen(to.scale)}`
    case 'instant':
      return from.kind === 'date' ? `${value} || 'T00:00:00.000Z'` : value
    default:
      return value
  }
}

/** A condition that holds for values that cannot be converted; `null` when every one can. */
export function misfit(value: string, from: StorageType, to: StorageType): string | null {
  if (from.kind === 'decimal') return decimalMisfit(value, from, to)
  if (from.kind === 'text') return textMisfit(value, to)
  if (from.kind === 'real' && to.kind === 'integer')
    return `${value} <> CAST(${value} AS INTEGER) OR abs(${value}) > 9007199254740992`
  if (from.kind !== 'integer') return null
  if (to.kind === 'boolean') return `${value} NOT IN (0, 1)`
  if (to.kind === 'real') return `${value} NOT BETWEEN -9007199254740992 AND 9007199254740992`
  return to.kind === 'decimal'
    ? `${value} NOT BETWEEN -${limit(to.precision - to.scale)} AND ${limit(to.precision - to.scale)}`
    : null
}

function castToText(value: string, from: StorageType): string {
  if (from.kind === 'boolean') return `CASE ${value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`
  if (from.kind === 'integer') return `CAST(${value} AS TEXT)`
  return from.kind === 'real'
    ? `CASE WHEN ${value} IS NULL THEN NULL WHEN CAST(CAST(${value} AS TEXT) AS REAL) = ${value} THEN CAST(${value} AS TEXT) ELSE printf('%!.17g', ${value}) END`
    : value
}

/** A decimal is kept as whole units of its last digit. */
function castDecimal(value: string, scale: number, to: StorageType): string {
  if (to.kind === 'decimal') {
    const more = to.scale - scale
    return more >= 0 ? `${value} * ${powerOfTen(more)}` : `${value} / ${powerOfTen(-more)}`
  }
  if (to.kind !== 'text') return `${value} / ${powerOfTen(scale)}`
  if (scale === 0) return `CAST(${value} AS TEXT)`
  const unit = powerOfTen(scale)
  return `CASE WHEN ${value} < 0 THEN '-' ELSE '' END || (abs(${value}) / ${unit}) || '.' || printf('%0${scale}d', abs(${value}) % ${unit})`
}

type Decimal = Extract<StorageType, { kind: 'decimal' }>

function decimalMisfit(value: string, from: Decimal, to: StorageType): string | null {
  if (to.kind === 'integer') return `${value} % ${powerOfTen(from.scale)} <> 0`
  if (to.kind !== 'decimal') return null
  const more = to.scale - from.scale
  const range = limit(Math.min(18, to.precision - Math.max(0, more)))
  return more >= 0
    ? `${value} NOT BETWEEN -${range} AND ${range}`
    : `${value} % ${powerOfTen(-more)} <> 0 OR ${value} / ${powerOfTen(-more)} NOT BETWEEN -${range} AND ${range}`
}

function textMisfit(value: string, to: StorageType): string | null {
  switch (to.kind) {
    case 'integer':
      return `CAST(CAST(${value} AS INTEGER) AS TEXT) <> ${value}`
    case 'real':
      return notNumber(value)
    case 'decimal':
      return `${notNumber(value)} OR lower(${value}) GLOB '*e*' OR (${fraction(value)}) > ${to.scale} OR length(replace(replace(${value}, '.', ''), '-', '')) - (${fraction(value)}) > ${to.precision - to.scale}`
    case 'boolean':
      return `${value} NOT IN ('true', 'false')`
    case 'date':
      return `date(${value}) IS NOT ${value}`
    case 'instant':
      return `strftime('%Y-%m-%dT%H:%M:%fZ', ${value}) IS NOT ${value}`
    default:
      return null
  }
}

function notNumber(value: string): string {
  return `CASE WHEN json_valid(${value}) THEN json_type(${value}) NOT IN ('integer', 'real') ELSE 1 END`
}

/** How many digits stand after the point. */
function fraction(value: string): string {
  return `CASE instr(${value}, '.') WHEN 0 THEN 0 ELSE length(${value}) - instr(${value}, '.') END`
}

function limit(digits: number): string {
  return '9'.repeat(Math.max(1, digits))
}
