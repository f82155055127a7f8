import type { JsonValue } from '@cambium/model'
import { textLiteral } from '../identifier.ts'
import type { StorageType } from '../storage.ts'

/** A default as a literal of the column's type. */
export function defaultValue(type: StorageType, value: JsonValue): string {
  if (value === null) return 'NULL'
  switch (type.kind) {
    case 'boolean':
    case 'integer':
    case 'serial':
    case 'real':
    case 'decimal':
      return String(value)
    case 'json':
      return textLiteral(JSON.stringify(value))
    case 'text':
    case 'native':
    case 'date':
    case 'instant':
      return textLiteral(String(value))
  }
}
