import type { JsonValue } from '@cambium/model'

/** An object of JSON. */
export type JsonObject = { [name: string]: JsonValue }

/** What a value of an export is, by its form. */
export type ValueKind =
  | 'boolean'
  | 'integer'
  | 'real'
  | 'text'
  | 'date'
  | 'point'
  | 'file'
  | 'bytes'
  | 'polygon'
  | 'pointer'
  | 'relation'
  | 'list'
  | 'pointers'
  | 'object'

/** Whether the value is an object and no list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const kinds: { readonly [type: string]: ValueKind } = {
  Date: 'date',
  GeoPoint: 'point',
  File: 'file',
  Bytes: 'bytes',
  Polygon: 'polygon',
  Pointer: 'pointer',
  Object: 'pointer',
  Relation: 'relation',
}

/** The kind of a value that is not null. */
export function kindOf(value: JsonValue): ValueKind {
  switch (typeof value) {
    case 'boolean':
      return 'boolean'
    case 'number':
      return Number.isSafeInteger(value) ? 'integer' : 'real'
    case 'string':
      return 'text'
  }
  if (Array.isArray(value)) {
    const isPointers = value.length > 0 && value.every((one) => pointerOf(one) !== null)
    return isPointers ? 'pointers' : 'list'
  }
  if (!isObject(value)) return 'object'
  const { __type: type } = value
  // An object of MongoDB's own export.
  if (typeof type !== 'string') return value.$date === undefined ? 'object' : 'date'
  return kinds[type] ?? 'object'
}

/** Where a pointer leads. */
export interface Pointer {
  className: string
  id: string
}

/** Reads a pointer, or a record that was exported in its place; `null` where it is neither. */
export function pointerOf(value: JsonValue | undefined): Pointer | null {
  if (!isObject(value)) return null
  const { __type: type, className, objectId } = value
  if (type !== 'Pointer' && type !== 'Object') return null
  if (typeof className !== 'string' || typeof objectId !== 'string') return null
  return { className, id: objectId }
}

/** An instant as ISO 8601 with milliseconds in UTC; `null` where it is none. */
export function instantOf(value: JsonValue | undefined): string | null {
  const text = isObject(value) ? (value.iso ?? value.$date ?? null) : (value ?? null)
  const raw = isObject(text) ? Number(text.$numberLong) : text
  if (typeof raw !== 'string' && typeof raw !== 'number') return null
  const date = new Date(raw)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** The form in which a value of this kind goes on. */
export function plainOf(value: JsonValue, kind: ValueKind): JsonValue {
  const object: JsonObject = isObject(value) ? value : {}
  switch (kind) {
    case 'date':
      return instantOf(value)
    case 'point':
      return { lat: object.latitude ?? null, lng: object.longitude ?? null }
    case 'file':
      return object.url ?? object.name ?? null
    case 'bytes':
      return object.base64 ?? null
    case 'polygon':
      return object.coordinates ?? null
    case 'pointer':
      return pointerOf(value)?.id ?? null
    case 'relation':
      return null
    default:
      return value
  }
}

/** What is inside of JSON, without the marks of Parse. */
export function bareJson(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(bareJson)
  if (!isObject(value)) return value
  const kind = kindOf(value)
  if (kind === 'pointer') return value
  if (kind !== 'object') return plainOf(value, kind)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bareJson(inner)]))
}
