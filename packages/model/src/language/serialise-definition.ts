import type { JsonValue } from '../ir/index.ts'

/**
 * Turns what a builder made into plain JSON. An arrow becomes `{ "$arrow": its text }`, anything else that JSON cannot
 * hold `{ "$unsupported": a description }`, which the checker then refuses at its place. Never throws.
 */
export function serialiseDefinition(definition: unknown): JsonValue {
  return serialise(definition, new Set())
}

function serialise(value: unknown, parents: Set<object>): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value === 'bigint') return { $bigint: String(value) }
  if (typeof value === 'function') return { $arrow: Function.prototype.toString.call(value) }
  if (typeof value !== 'object') return { $unsupported: String(value) }
  if (parents.has(value)) return { $unsupported: 'an object that contains itself' }
  const within = new Set(parents).add(value)
  if (Array.isArray(value)) return Array.from(value, (element) => serialise(element, within))
  return serialiseObject(value, within)
}

function serialiseObject(value: object, within: Set<object>): JsonValue {
  const prototype: unknown = Object.getPrototypeOf(value)
  const kind = Object.prototype.toString.call(value).slice(8, -1)
  if (kind !== 'Object') return { $unsupported: `a ${kind}` }
  const entries = Object.entries(value)
    .filter(([, element]) => element !== undefined)
    .map(([key, element]): [string, JsonValue] => [key, serialise(element, within)])
  // `{ __proto__: text() }` sets the prototype in place of a property: shown as the property its author meant.
  if (prototype !== null && prototype !== Object.prototype && isPlain(prototype)) {
    entries.push(['__proto__', serialise(prototype, within)])
  }
  return Object.fromEntries(entries)
}

function isPlain(prototype: unknown): boolean {
  return typeof prototype === 'object' && Object.getPrototypeOf(prototype) === Object.prototype
}
