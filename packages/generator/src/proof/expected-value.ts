import type { JsonValue } from '@cambium/model'
import type { Column } from '../plan/index.ts'

/** What a value must be after a migration; `any` where only that there is one can be said. */
export type Expected = { is: JsonValue } | 'any'

/** What becomes of a value when its column takes another form. */
export function expectedValue(value: JsonValue, before: Column, after: Column): Expected | null {
  if (after.formula) return null
  if (value === null) return after.nullable ? { is: null } : 'any'
  if (JSON.stringify(before.type) === JSON.stringify(after.type)) return { is: value }
  return convert(value, before.type.kind, after)
}

function convert(value: JsonValue, from: string, { type }: Column): Expected {
  switch (type.kind) {
    case 'text':
      return ['real', 'json', 'decimal'].includes(from) ? 'any' : { is: String(value) }
    case 'integer':
      return { is: from === 'boolean' ? Number(value) : (String(value).split('.')[0] ?? '') }
    case 'real':
      return { is: Number(value) }
    case 'decimal':
      return { is: String(value) }
    case 'boolean':
      return { is: value === 'true' || value === 1 }
    case 'instant':
      return { is: from === 'date' ? `${value}T00:00:00.000Z` : value }
    default:
      return { is: value }
  }
}
