const clock = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/
const zoneAtEnd = /\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?(?::\d\d)?)$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A day in a form that PostgreSQL takes (month before day where both are numbers) as it prints it: `2009-01-31`. */
export function dayText(text: string): string {
  return dayOf(text.trim().replace(/[T ]\d{1,2}:.*$/, '')) ?? text
}

function dayOf(text: string): string | null {
  if (/^\d{4,}-\d\d-\d\d(?: BC)?$/.test(text)) return text
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  if (year !== undefined) return joined(year, month, day)
  const [, all, inner, last] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? []
  if (all !== undefined) return joined(all, inner, last)
  const [, first, second, ending] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text) ?? []
  if (ending !== undefined) return joined(ending, first, second)
  const [, dayFirst, named, yearLast] =
    /^(\d{1,2})[- ]([A-Za-z]{3,9})[- ,]+(\d{4})$/.exec(text) ?? []
  if (named !== undefined) return joined(yearLast, monthOf(named), dayFirst)
  const [, name, number, its] = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text) ?? []
  return name === undefined ? null : joined(its, monthOf(name), number)
}

function monthOf(name: string): string | undefined {
  const place = months.indexOf(name.slice(0, 3).toLowerCase())
  return place === -1 ? undefined : String(place + 1)
}

function joined(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || month === undefined || day === undefined) return null
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A time of day as PostgreSQL prints it: `09:10:00`. */
export function timeText(text: string): string {
  return clockOf(text.trim()) ?? text
}

function clockOf(text: string): string | null {
  const [, hours, minutes, seconds = '00', fraction] = clock.exec(text) ?? []
  if (hours === undefined) return null
  const whole = `${hours.padStart(2, '0')}:${minutes}:${seconds}`
  return fraction === undefined ? whole : `${whole}.${fraction}`
}

const printed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?:\+00)?$/

/** A timestamp of whatever zone as PostgreSQL prints it in UTC: `2009-01-31 09:10:00+00`. */
export function instantText(text: string): string {
  if (printed.test(text)) return text
  const era = / BC$/i.test(text) ? ' BC' : ''
  const trimmed = text.trim().slice(0, era === '' ? undefined : -3)
  const [first = '', second] = trimmed.split(/[T ](?=\d{1,2}:)/)
  const zone = second === undefined ? undefined : zoneAtEnd.exec(second)?.[1]
  const day = dayOf(first)
  const time = second === undefined ? '00:00:00' : clockOf(second.replace(zoneAtEnd, ''))
  if (day === null || time === null) return text
  const minutes = minutesOf(zone)
  if (minutes === 0) return `${day} ${time}+00${era}`
  if (era !== '' || day.length > 10) return text
  const at = Date.parse(`${day}T${time.slice(0, 8)}Z`) - minutes * 60_000
  if (Number.isNaN(at)) return text
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}${time.slice(8)}+00`
}

/** Minutes before UTC. */
function minutesOf(zone: string | undefined): number {
  const [, sign, hours = '0', rest = '0'] = /^([+-])(\d\d):?(\d\d)?/.exec(zone ?? '') ?? []
  const minutes = Number(hours) * 60 + Number(rest)
  return sign === '-' ? -minutes : minutes
}
