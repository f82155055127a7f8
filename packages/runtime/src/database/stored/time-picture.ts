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
