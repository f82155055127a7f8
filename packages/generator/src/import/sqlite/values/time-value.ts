/** What the numbers of a column of times count since 1970. */
export type TimeUnit = 'seconds' | 'milliseconds' | 'microseconds'

const form =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i

/** A date and time in any of the forms that SQLite itself reads as ISO 8601 in UTC with milliseconds; any other text as it is. */
export function instantOfText(text: string): string {
  const [, day = '', minute = '00:00', second = '00', fraction = '', zone] = form.exec(text) ?? []
  if (day === '') return text
  const local = `${day}T${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  if (zone === undefined || /^(?:Z|UTC)$/i.test(zone)) return `${local}Z`
  const offset = zone.length === 3 ? `${zone}:00` : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const at = new Date(`${local}${offset}`)
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}

const perSecond = { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 } as const
/** Days from noon of 24 November 4714 BC to 1970. */
const julianOf1970 = 2_440_587.5
const julianEnd = 5_373_485

/** A number as a moment: since 1970, or, with a fraction and in the range that SQLite knows, a Julian day. */
export function instantOfNumber(value: number, unit: TimeUnit): string {
  const isJulian = !Number.isInteger(value) && value > 0 && value < julianEnd
  const ms = isJulian
    ? Math.round((value - julianOf1970) * 86_400_000)
    : Math.round((value / perSecond[unit]) * 1000)
  const at = new Date(ms)
  return Number.isNaN(at.getTime()) ? String(value) : at.toISOString()
}
