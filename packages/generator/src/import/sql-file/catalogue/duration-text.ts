const part =
  /([+-]?\d+(?:\.\d+)?)\s*(years?|yrs?|mons?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|[ywdhms])\b|([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?/gi

interface Length {
  months: number
  days: number
  seconds: number
}

/** An interval in any form that PostgreSQL prints, as ISO 8601 the way PostgreSQL prints that: `P1Y2M3DT4H5M6.5S`. */
export function durationText(text: string): string {
  if (/^\s*-?P/.test(text)) return text.trim()
  const length: Length = { months: 0, days: 0, seconds: 0 }
  const rest = text.replaceAll(part, (_, amount, unit, sign, hours, minutes, seconds) => {
    if (unit !== undefined) add(length, Number(amount), String(unit).toLowerCase())
    else {
      const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)
      length.seconds += sign === '-' ? -total : total
    }
    return ''
  })
  const isNothing = /^[\s0]*$/.test(rest)
  return isNothing ? print(length) : text
}

function add(length: Length, amount: number, unit: string): void {
  if (unit.startsWith('y')) length.months += amount * 12
  else if (unit.startsWith('mo')) length.months += amount
  else if (unit.startsWith('w')) length.days += amount * 7
  else if (unit.startsWith('d')) length.days += amount
  else if (unit.startsWith('h')) length.seconds += amount * 3600
  else if (unit.startsWith('m')) length.seconds += amount * 60
  else length.seconds += amount
}

function print({ months, days, seconds }: Length): string {
  const years = Math.trunc(months / 12)
  const whole = Math.trunc(seconds)
  const hours = Math.trunc(whole / 3600)
  const minutes = Math.trunc((whole % 3600) / 60)
  const rest = Number((seconds - hours * 3600 - minutes * 60).toFixed(6))
  const date = [
    [years, 'Y'],
    [months % 12, 'M'],
    [days, 'D'],
  ]
  const time = [
    [hours, 'H'],
    [minutes, 'M'],
    [rest, 'S'],
  ]
  const [dateText = '', timeText = ''] = [date, time].map((parts) =>
    parts.map(([amount, unit]) => (amount === 0 ? '' : `${amount}${unit}`)).join(''),
  )
  if (dateText === '' && timeText === '') return 'PT0S'
  return `P${dateText}${timeText === '' ? '' : `T${timeText}`}`
}
