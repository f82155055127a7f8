import type { CheckColumn } from '../check-column.ts'
import { familyOf } from '../column-family.ts'
import type { SqlLiteral } from '../sql-expr.ts'

/** A literal as it stands in an arrow beside a value of the column; `null` where it cannot. */
export function literalFor(literal: SqlLiteral, column: CheckColumn): string | null {
  switch (familyOf(column)) {
    case 'text':
      return literal.type === 'string' ? quote(literal.text) : null
    case 'choice':
      return literal.type === 'string' && column.values?.includes(literal.text) !== false
        ? quote(literal.text)
        : null
    case 'integer':
    case 'number':
      return numberText(digitsFor(literal))
    case 'bigint': {
      const digits = digitsFor(literal)
      return digits !== null && /^(0|-?[1-9]\d*)$/.test(digits) ? quote(digits) : null
    }
    case 'boolean':
      return truthText(literal)
    case 'date':
      return literal.type === 'string' && isDay(literal.text) ? quote(literal.text) : null
    case 'instant': {
      const instant = literal.type === 'string' ? instantOf(literal.text) : null
      return instant === null ? null : quote(instant)
    }
    default:
      return null
  }
}

/** The digits of a number, also of one that is written as text. */
export function digitsFor(literal: SqlLiteral): string | null {
  if (literal.type === 'number') return literal.digits
  return literal.type === 'string' && /^-?\d+(\.\d+)?$/.test(literal.text) ? literal.text : null
}

/** A number as TypeScript writes it, where it stays the same number. */
export function numberText(digits: string | null): string | null {
  if (digits === null || digits.replace(/\D/g, '').length > 15) return null
  return String(Number(digits))
}

function truthText(literal: SqlLiteral): string | null {
  if (literal.type === 'truth') return String(literal.value)
  if (literal.type !== 'number') return null
  return literal.digits === '1' ? 'true' : literal.digits === '0' ? 'false' : null
}

/** A text as TypeScript writes it. */
export function quote(text: string): string | null {
  if (text.includes('\0')) return null
  const inner = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `'${inner}'`
}

/** True for a day that exists. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00.000Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !text.startsWith('0000') &&
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text)
  )
}

/** An instant of SQL in UTC with milliseconds; without a zone it is taken for UTC. */
export function instantOf(text: string): string | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,3})0*)?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i.exec(
      text,
    )
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = parts ?? []
  if (day === undefined || !isDay(day)) return null
  const offset = zone.length === 3 ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const time = Date.parse(
    `${day}T${minutes}:${seconds}.${fraction.padEnd(3, '0')}${offset.toUpperCase()}`,
  )
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}
