const form = /^\d{4}-\d\d-\d\d(?:([T ])\d\d:\d\d(:\d\d)?(?:\.(\d+))?)?(Z|\+00:?00)?$/

/** The picture a text is drawn by, `YYYY-MM-DD HH:MM:SS.SSS`; `null` for one that is no time in UTC. */
export function timePicture(text: string): string | null {
  const found = form.exec(text)
  if (!found) return null
  const [, between, seconds, fraction, zone = ''] = found
  if (between === undefined) return zone === '' ? 'YYYY-MM-DD' : null
  const clock = seconds === undefined ? 'HH:MM' : 'HH:MM:SS'
  const digits = fraction === undefined ? '' : `.${'S'.repeat(fraction.length)}`
  return `YYYY-MM-DD${between}${clock}${digits}${zone}`
}
