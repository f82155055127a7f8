import type { PostgresTypes } from '../postgres-client.ts'

/** Types whose values come as something else than text, by their number in pg_type. */
const parsers: { readonly [type: number]: (text: string) => unknown } = {
  16: (text) => text === 't' || text === 'true',
  17: (text) => Buffer.from(text.slice(2), 'hex'),
  20: parseInteger,
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  700: Number,
  701: Number,
  1184: parseInstant,
  3802: JSON.parse,
}

const asText = (text: string): unknown => text

/** How values come out of the server: the same as out of SQLite wherever the types allow. */
export const postgresTypes: PostgresTypes = {
  getTypeParser: (type) => parsers[type] ?? asText,
}

/** The types above with their parsers, for drivers that want them as a table. Dates and decimals stay text. */
export const parserTable: { readonly [type: number]: (text: string) => unknown } = {
  ...parsers,
  1082: asText,
  1083: asText,
  1114: asText,
  1700: asText,
}

/** A number where it is exact, else its text. */
function parseInteger(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/** `2026-01-31 10:00:00.123+00` as ISO 8601 in UTC with milliseconds. */
function parseInstant(text: string): string {
  const zoned = /[+-]\d\d$/.test(text) ? `${text}:00` : text
  const time = new Date(zoned.replace(' ', 'T'))
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}
