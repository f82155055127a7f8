const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?$/
const zoned = /^(.*?)\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)$/

/** `HH:MM:SS`, with a fraction where there is one; `null` where it is no time of a day. */
export function timeIn(text: string): string | null {
  const [, hours, minutes = '', seconds = '00', fraction, half] = clock.exec(text) ?? []
  if (hours === undefined) return null
  const hour = half === undefined ? Number(hours) : hourOf(Number(hours), half)
  if (hour === null || hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const whole = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`
  return fraction === undefined ? whole : `${whole}.${fraction}`
}

function hourOf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

/** The day, the time and the zone of a text that has all of them, or no zone. */
export interface InstantParts {
  day: string
  time: string
  /** `Z`, `+02:00`; `null`: not said. */
  zone: string | null
}

/** Takes a text such as `2024-02-03 04:05` apart; `null` where it is none. */
export function instantParts(text: string): InstantParts | null {
  const at = text.search(/T(?=\d)|,? (?=\d{1,2}:)/)
  if (at < 6) return null
  const day = text.slice(0, at)
  const rest = text.slice(at).replace(/^(?:T|,? )/, '')
  const plain = timeIn(rest)
  if (plain !== null) return { day, time: plain, zone: null }
  const [, clockText = '', mark = ''] = zoned.exec(rest) ?? []
  const time = timeIn(clockText)
  return time === null ? null : { day, time, zone: zoneOf(mark) }
}

function zoneOf(mark: string): string {
  if (mark === 'Z' || mark === 'UTC') return 'Z'
  const [sign = '', ...digits] = mark.replace(':', '')
  const text = digits.join('').padEnd(4, '0')
  return `${sign}${text.slice(0, 2)}:${text.slice(2)}`
}
