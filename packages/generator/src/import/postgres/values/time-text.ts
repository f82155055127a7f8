/** The last and the first moment that a date has here: they stand for `infinity` and `-infinity`. */
const lastDay = '9999-12-31'
const firstDay = '0001-01-01'

const instant = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(?:\+00(?::?00)?)?( BC)?$/

/**
 * A timestamp in the text form of the server, in UTC, as ISO 8601 with milliseconds; what is smaller is cut off. `infinity` is the last
 * millisecond of the year 9999, `-infinity` the first of the year 1. Years before 1 and beyond 9999 have six digits
 * and a sign (ECMA-262, expanded years).
 */
export function readInstantText(text: string): string {
  if (text === 'infinity') return `${lastDay}T23:59:59.999Z`
  if (text === '-infinity') return `${firstDay}T00:00:00.000Z`
  const [, year = '', month = '', day = '', time = '', fraction = '', era] =
    instant.exec(text) ?? []
  if (year === '') return text
  const thousandths = fraction.slice(0, 3).padEnd(3, '0')
  return `${yearText(year, era !== undefined)}-${month}-${day}T${time}.${thousandths}Z`
}

/** A date in the text form of the server as ISO 8601, with the same ends and years as timestamps. */
export function readDateText(text: string): string {
  if (text.length === 10) return text
  if (text === 'infinity') return lastDay
  if (text === '-infinity') return firstDay
  const [, year = '', rest = '', era] = /^(\d{4,})(-\d\d-\d\d)( BC)?$/.exec(text) ?? []
  return year === '' ? text : `${yearText(year, era !== undefined)}${rest}`
}

/** The year 1 BC is the year 0. */
function yearText(year: string, isBefore: boolean): string {
  if (!isBefore) return year.length === 4 ? year : `+${year.padStart(6, '0')}`
  const number = Number(year) - 1
  return number === 0 ? '0000' : `-${String(number).padStart(6, '0')}`
}
