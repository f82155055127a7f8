import { scaleDecimal, unscaleDecimal } from '../decimal.ts'

/** A number's digits as text with `scale` of them behind the point, and more where it has more; `undefined` for no number. */
export function readDecimal(text: string, scale: number): string | undefined {
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(text)) return undefined
  const fraction = (text.split('.')[1] ?? '').replace(/0+$/, '')
  return fraction.length > scale ? text : unscaleDecimal(scaleDecimal(text, scale), scale)
}

/** A floating point number as a decimal: rounded to `scale` digits, which it has not exactly. */
export function roundDecimal(number: number, scale: number): string | undefined {
  if (!Number.isFinite(number) || Math.abs(number) >= 1e21) return undefined
  return number.toFixed(Math.min(scale, 100))
}

/** A whole number a record can hold exactly. */
export function readInteger(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}
