/** Forms that all texts of a column may have. */
export type TextForm =
  | 'boolean'
  | 'date'
  | 'instant'
  | 'time'
  | 'uuid'
  | 'number'
  | 'document'
  | 'json'

/** Every form there is. */
export const textForms: readonly TextForm[] = [
  'boolean',
  'date',
  'instant',
  'time',
  'uuid',
  'number',
  'document',
  'json',
]

const day = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?`
const patterns = {
  boolean: /^(?:true|false|t|f|yes|no|y|n)$/i,
  date: new RegExp(`^${day}$`),
  instant: new RegExp(`^${day}(?:[T ]${clock} ?(?:Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?)?$`, 'i'),
  time: new RegExp(`^${clock}$`),
  uuid: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
  number: /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i,
} as const

/** Whether a text has a form. `document` is a JSON object or list, `json` any JSON value. */
export function hasForm(text: string, form: TextForm): boolean {
  if (form === 'json' || form === 'document') {
    return (form === 'json' || /^\s*[[{]/.test(text)) && isJson(text)
  }
  return text.length <= 64 && patterns[form].test(text)
}

/** Whether a text of the form `instant` tells its zone. */
export function hasZone(text: string): boolean {
  return /(?:Z|UTC|:\d\d(?:\.\d+)? ?[+-]\d\d(?::?\d\d)?)$/i.test(text)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
