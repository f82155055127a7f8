import { AppError } from '../errors/index.ts'

/** An exact decimal as its digits without the point: `"12.5"` with a scale of 2 is 1250n. More digits are refused. */
export function scaleDecimal(value: unknown, scale: number): bigint {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(String(value))
  const fraction = (match?.[3] ?? '').replace(/0+$/, '')
  if (!match || fraction.length > scale) {
    throw new AppError('invalid', { message: `Not a decimal with ${scale} places` })
  }
  const digits = BigInt((match[2] ?? '') + fraction.padEnd(scale, '0'))
  return match[1] === '-' ? -digits : digits
}

/** The digits of a scaled decimal as text with its point: 1250 with a scale of 2 is `"12.50"`. */
export function unscaleDecimal(digits: string | number | bigint, scale: number): string {
  const text = String(digits)
  if (scale === 0) return text
  const sign = text.startsWith('-') ? '-' : ''
  const bare = text.slice(sign.length).padStart(scale + 1, '0')
  return `${sign}${bare.slice(0, -scale)}.${bare.slice(-scale)}`
}
