/** A point in time of a record, as a picture says it is written: `YYYY-MM-DD HH:MM:SS.SSS`, `YYYY-MM-DDTHH:MM:SSZ`. */
export function drawTime(picture: string, instant: string): string {
  const [day = '', time = ''] = instant.split('T')
  const [clock = '', fraction = ''] = time.replace('Z', '').split('.')
  return picture
    .replace('YYYY-MM-DD', day)
    .replace('HH:MM:SS', clock)
    .replace('HH:MM', clock.slice(0, 5))
    .replace(
      /\.(S+)/,
      (_, digits: string) => `.${fraction.padEnd(digits.length, '0').slice(0, digits.length)}`,
    )
}

/** The picture a text is drawn by; `null` for one that is no time in UTC. */
export function pictureOf(text: string): string | null {
  const form = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(:\d\d)?(?:\.(\d+))?)?(Z|\+00:?00)?$/.exec(text)
  if (!form) return null
  const [, between, seconds, fraction, zone = ''] = form
  if (between === undefined) return zone === '' ? 'YYYY-MM-DD' : null
  const clock = seconds === undefined ? 'HH:MM' : 'HH:MM:SS'
  const digits = fraction === undefined ? '' : `.${'S'.repeat(fraction.length)}`
  return `YYYY-MM-DD${between}${clock}${digits}${zone}`
}
