import type { FieldIR, JsonValue } from '../../ir/index.ts'
import { valueForms } from './value-forms.ts'

/** A value in the canonical form of a field, or what such a value is, in words. */
export type ReadValue = { literal: JsonValue } | { takes: string }

/** Reads a value that a person gave for a field; limits are not looked at. */
export function readValue({ kind, choice, element }: FieldIR, value: JsonValue): ReadValue {
  if (choice) {
    const isOne = choice.values.includes(String(value))
    return isOne ? { literal: String(value) } : { takes: `one of ${choice.values.join(', ')}` }
  }
  const form = valueForms[kind]
  if (!form || element) return { literal: value }
  const isText = form.value === 'string' && typeof value === 'number'
  const literal = form.read(isText ? String(value) : value)
  return literal === undefined ? { takes: form.says } : { literal }
}
