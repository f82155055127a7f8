/** A decimal as whole units of its last digit: `12.5` with scale 2 is `1250`. */
export function scaledDigits(text: string, scale: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text) ?? []
  const digits = `${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`.replace(/^0+(?=\d)/, '')
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}
