import { powerOfTen } from '../conversion.ts'
import type { StorageType } from '../storage.ts'

/** A value of one type as one of another; `value` is an SQL expression. */
export function castValue(value: string, from: StorageType, to: StorageType): string {
  switch (to.kind) {
    case 'text':
      return castToText(value, from)
    case 'integer':
      return from.kind === 'boolean' ? `${value}::int::bigint` : `${value}::bigint`
    case 'real':
      return `${value}::double precision`
    case 'boolean':
      return from.kind === 'text' ? `${value}::boolean` : `(${value} <> 0)`
    case 'decimal':
      return `${value}::numeric(${to.precision}, ${to.scale})`
    case 'date':
      return `${value}::date`
    case 'instant':
      return from.kind === 'date'
        ? `(${value}::timestamp AT TIME ZONE 'UTC')`
        : `${value}::timestamptz`
    default:
      return value
  }
}

/** A condition that holds for values that cannot be converted; `null` when every one can. */
export function misfit(value: string, from: StorageType, to: StorageType): string | null {
  if (from.kind === 'text') return textMisfit(value, to)
  if (to.kind === 'boolean' && from.kind === 'integer') return `${value} NOT IN (0, 1)`
  if (to.kind === 'real' && from.kind === 'integer')
    return `${value} NOT BETWEEN -9007199254740992 AND 9007199254740992`
  if (to.kind === 'integer' && from.kind !== 'boolean') {
    const whole = `${value} <> trunc(${value})`
    return from.kind === 'real' ? `${whole} OR abs(${value}) > 9007199254740992` : whole
  }
  if (to.kind !== 'decimal') return null
  return `${value} <> round(${value}, ${to.scale}) OR abs(${value}) >= ${powerOfTen(to.precision - to.scale)}`
}

function castToText(value: string, from: StorageType): string {
  if (from.kind === 'date') return `to_char(${value}, 'YYYY-MM-DD')`
  return from.kind === 'instant'
    ? `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : `${value}::text`
}

function textMisfit(value: string, to: StorageType): string | null {
  const whole = '-?(0|[1-9][0-9]*)'
  switch (to.kind) {
    case 'integer':
      return `${value} !~ '^(0|-?[1-9][0-9]{0,17})$'`
    case 'real':
      return `${value} !~ '^${whole}(\\.[0-9]+)?([eE][+-]?[0-9]+)?$'`
    case 'decimal':
      return decimalMisfit(value, to)
    case 'boolean':
      return `${value} NOT IN ('true', 'false')`
    case 'date':
      return noDay(value, '')
    case 'instant':
      return noDay(value, 'T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z')
    default:
      return null
  }
}

function decimalMisfit(
  value: string,
  { precision, scale }: Extract<StorageType, { kind: 'decimal' }>,
): string {
  const fraction = scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`
  return `${value} !~ '^-?(0|[1-9][0-9]{0,${Math.max(0, precision - scale - 1)}})${fraction}$'`
}

/** Text that is no day of the calendar, or has something else behind it; a month may be too short for it. */
function noDay(value: string, rest: string): string {
  const form = `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])${rest}$`
  const last = `((left(${value}, 8) || '01')::date + interval '1 month' - interval '1 day')`
  return `CASE WHEN ${value} !~ '${form}' OR ${value} LIKE '0000%' THEN true ELSE substr(${value}, 9, 2)::int > extract(day FROM ${last}) END`
}
