import { hasForm, hasZone, type TextForm, textForms } from './text-form.ts'

/** A value as SQLite gives it; integers as `bigint` where they may be beyond 2^53. */
export type RawValue = null | number | bigint | string | Uint8Array

/** What was seen of the values of a column. */
export interface ColumnLook {
  integers: number
  reals: number
  texts: number
  /** Texts that stand for nothing where they are no texts: empty ones, and days of zeros. */
  blanks: number
  blobs: number
  /** Of the numbers. */
  least: number
  greatest: number
  /** The most digits behind the point that a number has, noise of floating point left out. */
  fraction: number
  /** In characters. */
  longest: number
  /** The forms that every text has. */
  forms: Set<TextForm>
  /** Whether a text told its zone. */
  zoned: boolean
  /** Whether a text of the form `instant` is at another time than midnight. */
  hasClock: boolean
  /** Whether every blob has the 16 bytes of a UUID. */
  isUuid: boolean
}

/** Nothing seen yet. */
export function newLook(): ColumnLook {
  return {
    ...{ integers: 0, reals: 0, texts: 0, blanks: 0, blobs: 0 },
    ...{ least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY },
    ...{ fraction: 0, longest: 0, forms: new Set(textForms) },
    ...{ zoned: false, hasClock: false, isUuid: true },
  }
}

/** Takes one more value into account. */
export function lookAt(look: ColumnLook, value: RawValue): void {
  if (value === null) return
  if (typeof value === 'string') lookAtText(look, value)
  else if (value instanceof Uint8Array) {
    look.blobs++
    if (value.length !== 16) look.isUuid = false
  } else lookAtNumber(look, value)
}

function lookAtNumber(look: ColumnLook, value: number | bigint): void {
  const number = Number(value)
  if (typeof value === 'bigint' || Number.isInteger(value)) look.integers++
  else look.reals++
  if (number < look.least) look.least = number
  if (number > look.greatest) look.greatest = number
  if (!Number.isInteger(number)) look.fraction = Math.max(look.fraction, fractionOf(number))
}

/** Behind the twelfth significant digit stands what adding decimals as floating point leaves. */
function fractionOf(number: number): number {
  const [digits = '', exponent = '0'] = String(Number(number.toPrecision(12))).split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}

/** Whether a text stands for nothing in a column of another kind. */
export function isBlank(text: string): boolean {
  return text === '' || text.startsWith('0000-00-00')
}

function lookAtText(look: ColumnLook, text: string): void {
  if (text.length > look.longest) look.longest = Math.max(look.longest, [...text].length)
  if (isBlank(text)) {
    look.blanks++
    return
  }
  look.texts++
  for (const form of look.forms) if (!hasForm(text, form)) look.forms.delete(form)
  if (!look.forms.has('instant')) return
  if (!look.zoned && hasZone(text)) look.zoned = true
  if (!look.hasClock && /[1-9]/.test(text.slice(11, 19))) look.hasClock = true
}
