import type { JsonValue, ModelIR } from '@cambium/model/ir'

interface Sides {
  base: JsonValue | undefined
  one: JsonValue | undefined
  other: JsonValue | undefined
}

/**
 * The model after two branches, from the one both began with: what one of them changed is as it left it. Things are known by
 * their identities. Where both changed the same, which overlapping footprints rule out for tables, it is as the first left it.
 */
export function mergeModels(base: ModelIR | null, one: ModelIR, other: ModelIR): ModelIR {
  const sides = { base: base ?? undefined, one, other } as unknown as Sides
  return mergeValue(sides) as unknown as ModelIR
}

function mergeValue(sides: Sides): JsonValue | undefined {
  const { base, one, other } = sides
  if (isSame(one, other) || isSame(base, other)) return one
  if (isSame(base, one)) return other
  if (isList(one) && isList(other)) return mergeLists(isList(base) ? base : [], one, other)
  if (isObject(one) && isObject(other)) {
    return mergeObjects(isObject(base) ? base : {}, one, other)
  }
  return one
}

type JsonObject = { [key: string]: JsonValue }

function mergeObjects(base: JsonObject, one: JsonObject, other: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  const entries = keys.flatMap((key): [string, JsonValue][] => {
    const value = mergeValue({ base: base[key], one: one[key], other: other[key] })
    return value === undefined ? [] : [[key, value]]
  })
  return Object.fromEntries(entries)
}

/** What the other side added comes last; lists of things without identities are those of the first side. */
function mergeLists(base: JsonValue[], one: JsonValue[], other: JsonValue[]): JsonValue[] {
  if (![...base, ...one, ...other].every((item) => identityOf(item) !== null)) return one
  const byIdentity = (list: JsonValue[]): Map<string | null, JsonValue> =>
    new Map(list.map((item) => [identityOf(item), item]))
  const [old, left, right] = [base, one, other].map(byIdentity)
  const keys = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])]
  return keys.flatMap((key) => {
    const value = mergeValue({ base: old?.get(key), one: left?.get(key), other: right?.get(key) })
    return value === undefined ? [] : [value]
  })
}

/** Entities, fields and relations have numbers, indexes names, fields that are not stored their own. */
function identityOf(item: JsonValue): string | null {
  if (!isObject(item)) return null
  const { id, name } = item
  if (typeof id === 'number' && id > 0) return `#${id}`
  return typeof name === 'string' ? name : null
}

function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function isList(value: JsonValue | undefined): value is JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
