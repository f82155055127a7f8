const form =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?$/

/**
 * A point in time of most spellings as ISO 8601 in UTC: with milliseconds, and with microseconds where it has them, so
 * that nothing is lost. Without a zone it is taken for UTC. `undefined` for anything else.
 */
export function readInstant(text: string): string | undefined {
  const found = form.exec(text.trim())
  if (!found) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = found
  if (year?.length !== 4) return undefined
  const digits = fraction.padEnd(6, '0').slice(0, 6)
  const plain = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const time = new Date(`${plain}.${digits.slice(0, 3)}${zoneOf(zone)}`)
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) return undefined
  const whole = time.toISOString()
  const micros = digits.slice(3)
  return micros === '000' ? whole : `${whole.slice(0, -1)}${micros}Z`
}

/** The day of a date, with or without a time behind it. */
export function readDay(text: string): string | undefined {
  return /^(\d{4}-\d\d-\d\d)(?:$|[T ]\d)/.exec(text.trim())?.[1]
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined || zone === 'Z') return 'Z'
  const [, hours = '00', minutes = '00'] = /^([+-]\d\d):?(\d\d)?/.exec(zone) ?? []
  return `${hours}:${minutes}`
}
