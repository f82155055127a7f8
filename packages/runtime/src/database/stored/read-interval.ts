const clock = /([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)/

const letters: { readonly [unit: string]: string } = { year: 'Y', mon: 'M', day: 'D' }

/** An interval in PostgreSQL's own words, `1 year 2 mons -03:04:05`, as an ISO 8601 duration. */
export function readInterval(text: string): string {
  if (text.startsWith('P')) return text
  const days = [...text.matchAll(/([+-]?\d+) (year|mon|day)s?/g)].map(
    ([, count, unit]) => `${Number(count)}${letters[unit ?? '']}`,
  )
  const [, sign = '', hours = '0', minutes = '0', seconds = '0'] = clock.exec(text) ?? []
  const minus = sign === '-' ? '-' : ''
  const times = [
    [hours, 'H'],
    [minutes, 'M'],
    [seconds, 'S'],
  ].flatMap(([count, unit]) => (Number(count) === 0 ? [] : [`${minus}${Number(count)}${unit}`]))
  if (days.length + times.length === 0) return 'PT0S'
  return `P${days.join('')}${times.length > 0 ? `T${times.join('')}` : ''}`
}
