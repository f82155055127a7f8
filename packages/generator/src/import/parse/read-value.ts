import type { JsonValue } from '@cambium/model'
import { type ColumnReading, textOf } from './decide-field.ts'
import { bareJson, instantOf, isObject, kindOf, plainOf, pointerOf } from './parse-value.ts'

/** A value in the form of its column. */
export function readValue(value: JsonValue | undefined, reading: ColumnReading): JsonValue {
  if (value === undefined || value === null) return null
  switch (reading) {
    case 'booleanOf':
      return typeof value === 'number' ? value === 1 : value
    case 'textOf':
      return textOf(kindOf(value) === 'date' ? instantOf(value) : value)
    case 'list':
      return Array.isArray(value) ? value.filter((one) => one !== null).map(bareJson) : null
    case 'json':
      return bareJson(value)
    case 'pointerJson':
      return withIds(value)
    case 'pointer':
      return pointerOf(value)?.id ?? null
    default:
      return plainOf(value, reading)
  }
}

/** JSON with pointers that keep the class they lead to. */
function withIds(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withIds)
  const pointer = pointerOf(value)
  if (pointer !== null) return { className: pointer.className, objectId: pointer.id }
  return isObject(value) ? bareJson(value) : value
}
