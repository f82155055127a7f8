import { type DateOrder, datesIn } from './date-form.ts'
import { instantParts, timeIn } from './time-form.ts'

/** What a text may be beside a text. */
export type TextForm =
  | 'integer'
  | 'decimal'
  | 'commaDecimal'
  | 'real'
  | 'boolean'
  | 'date'
  | 'time'
  | 'instant'
  | 'email'
  | 'url'
  | 'uuid'
  | 'json'

/** Fifteen digits are exact as a number everywhere; more of them are a number of an account, a card, a parcel. */
const integer = /^[+-]?(?:0|[1-9]\d{0,14})$/
const decimal = /^[+-]?(?:(?:0|[1-9]\d{0,14})?\.\d+|(?:[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?)$/
const commaDecimal = /^[+-]?(?:(?:0|[1-9]\d{0,14}),\d+|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)$/
const real = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}$/
const email = /^[^\s@<>"(),:;]+@[^\s@.]+(?:\.[^\s@.]+)+$/
const url = /^https?:\/\/[^\s/]+\S*$/i
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const spellings: { readonly [word: string]: boolean } = {
  true: true,
  false: false,
  yes: true,
  no: false,
  y: true,
  n: false,
  t: true,
  f: false,
  on: true,
  off: false,
}

/** Which forms there are, in the order in which one of several is taken. */
export const textForms: readonly TextForm[] = [
  'integer',
  'decimal',
  'commaDecimal',
  'real',
  'boolean',
  'date',
  'instant',
  'time',
  'uuid',
  'email',
  'url',
  'json',
]

/** Forms that a text of JSON may have, which has numbers and booleans of its own. */
export const typedForms: readonly TextForm[] = textForms.filter((form) =>
  ['date', 'instant', 'time', 'uuid', 'email', 'url'].includes(form),
)

/** Whether the text has the form. */
export function hasForm(text: string, form: TextForm): boolean {
  switch (form) {
    case 'integer':
      return integer.test(text)
    case 'decimal':
      return integer.test(text) || decimal.test(text)
    case 'commaDecimal':
      return integer.test(text) || commaDecimal.test(text)
    case 'real':
      return integer.test(text) || decimal.test(text) || real.test(text)
    case 'boolean':
      return spellings[text.toLowerCase()] !== undefined
    case 'date':
      return datesIn(text).length > 0
    case 'time':
      return timeIn(text) !== null
    case 'instant':
      return ordersOf(text).length > 0
    case 'email':
      return email.test(text)
    case 'url':
      return url.test(text)
    case 'uuid':
      return uuid.test(text)
    case 'json':
      return isNested(text)
  }
}

function isNested(text: string): boolean {
  if (!/^(?:\{.*\}|\[.*\])$/s.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** How a date, or the day of an instant, could be read. */
export function ordersOf(text: string): DateOrder[] {
  const day = instantParts(text)?.day ?? text
  return datesIn(day).map(({ order }) => order)
}

/** Whether the text is a boolean that is true. */
export function truthOf(text: string): boolean {
  return spellings[text.toLowerCase()] === true || text === '1'
}
