import type { JsonValue } from '@cambium/model'
import { textLiteral } from '../identifier.ts'
import { scaledDigits } from '../scaled-digits.ts'
import type { StorageType } from '../storage.ts'

/** A default as a literal of the column's type. */
export function defaultValue(type: StorageType, value: JsonValue): string {
  if (value === null) return 'NULL'
  switch (type.kind) {
    case 'boolean':
      return value ? '1' : '0'
    case 'decimal':
      return scaledDigits(String(value), type.scale)
    case 'integer':
    case 'serial':
    case 'real':
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
