import type { JsonValue } from '@cambium/model'

/** Parses JSON and keeps whole numbers beyond 2^53 as texts, where a number would lose digits. */
export function parseExactJson(text: string): JsonValue {
  return /\d{16}/.test(text) ? JSON.parse(text, exactly) : JSON.parse(text)
}

/** The third argument is the text of a value (tc39.es/proposal-json-parse-with-source). */
function exactly(_key: string, value: JsonValue, context?: { source?: string }): JsonValue {
  const isWhole = typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '')
  return isWhole && !Number.isSafeInteger(value) ? (context?.source ?? value) : value
}
