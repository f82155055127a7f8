/** What a column holds, as far as the text of a query string must be converted to it. */
export type ValueKind =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'decimal'
  | 'bigint'
  | 'json'

/** The text as a value of this kind, or undefined where it is none. */
export function convertValue(kind: ValueKind, text: string): string | number | boolean | undefined {
  switch (kind) {
    case 'text':
      return text
    case 'integer':
      return toInteger(text)
    case 'number':
      return toNumber(text)
    case 'boolean':
      return toBoolean(text)
    case 'instant':
      return toInstant(text)
    case 'date':
      return toDate(text)
    case 'decimal':
      return /^-?\d{1,38}(\.\d{1,38})?$/.test(text) ? text : undefined
    case 'bigint':
      return toBigint(text)
    case 'json':
      return undefined
  }
}

/** The kind in a sentence: "priority must be <this>". */
export const kindSentences: { readonly [Kind in ValueKind]: string } = {
  text: 'text',
  integer: 'an integer of at most 15 digits',
  number: 'a number',
  boolean: 'true or false',
  instant: 'an instant such as 2026-01-31T08:30:00Z, or a date',
  date: 'a date such as 2026-01-31',
  decimal: 'a decimal number such as 12.50',
  bigint: 'an integer of at most 64 bits',
  json: 'asked for with [exists] only',
}

const maxBigint = 2n ** 63n - 1n

function toInteger(text: string): number | undefined {
  if (!/^-?\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

function toNumber(text: string): number | undefined {
  if (!/^-?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function toBoolean(text: string): boolean | undefined {
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

function toBigint(text: string): string | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined
  const value = BigInt(text)
  return value <= maxBigint && value >= -maxBigint - 1n ? value.toString() : undefined
}

/** A day of the calendar, years 0001 to 9999. */
function toDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return undefined
  const date = new Date(`${text}T00:00:00.000Z`)
  return isValid(date) && date.toISOString().startsWith(text) ? text : undefined
}

const instant =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+ -]\d{2}:\d{2}))?$/

/** An instant with its offset, or a day, which begins in UTC. A `+` that was read as a space is taken back. */
function toInstant(text: string): string | undefined {
  const match = instant.exec(text)
  if (match === null || toDate(match[1] ?? '') === undefined) return undefined
  const [, day, time = '00:00', offset = 'Z'] = match
  const date = new Date(`${day}T${time}${offset.toUpperCase().replace(' ', '+')}`)
  if (!isValid(date)) return undefined
  const iso = date.toISOString()
  if (iso.length !== 24) return undefined
  // tables that others made may keep microseconds, and show them
  const micros = /\.\d{3}(\d{1,3})/.exec(time)?.[1]?.padEnd(3, '0') ?? '000'
  return micros === '000' ? iso : `${iso.slice(0, -1)}${micros}Z`
}

function isValid(date: Date): boolean {
  return !Number.isNaN(date.getTime())
}
