import type { JsonValue } from '@cambium/model'

/** An object of JSON. */
export type JsonObject = { [name: string]: JsonValue }

/** Whether the value is an object and no list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value where it is an object, else an empty one. */
export function objectIn(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** The texts of a list. */
export function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
