import type { JsonValue } from '@cambium/model'
import { type DateOrder, datesIn } from './date-form.ts'
import { type TextForm, truthOf } from './text-form.ts'
import { instantParts, timeIn } from './time-form.ts'

/** The value of a text that has the form, as a column of that form has it; `null` where it has not. */
export function readForm(text: string, form: TextForm, order: DateOrder): JsonValue {
  switch (form) {
    case 'integer':
    case 'real':
      return Number(text.replaceAll(',', ''))
    case 'decimal':
      return exact(text.replaceAll(',', ''))
    case 'commaDecimal':
      return exact(text.replaceAll('.', '').replace(',', '.'))
    case 'boolean':
      return truthOf(text)
    case 'date':
      return dayOf(text, order)
    case 'time':
      return timeIn(text)
    case 'instant':
      return instantOf(text, order)
    case 'uuid':
    case 'email':
      return text.toLowerCase()
    case 'json':
      return JSON.parse(text) as JsonValue
    case 'url':
      return text
  }
}

/** Digits as they are, without what only some write. */
function exact(text: string): string {
  return text.replace(/^\+/, '').replace(/^(-?)\./, '$10.')
}

function dayOf(text: string, order: DateOrder): string | null {
  const dates = datesIn(text)
  return (dates.find((one) => one.order === order) ?? dates[0])?.date ?? null
}

function instantOf(text: string, order: DateOrder): string | null {
  const parts = instantParts(text)
  const day = dayOf(parts?.day ?? text, order)
  if (day === null) return null
  const date = new Date(`${day}T${milliseconds(parts?.time ?? '00:00:00')}${parts?.zone ?? 'Z'}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** Fractions beyond milliseconds are cut off. */
function milliseconds(time: string): string {
  return time.replace(/(\.\d{3})\d+$/, '$1')
}
