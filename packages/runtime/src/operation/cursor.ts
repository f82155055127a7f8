import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { SortKey } from './order.ts'
import { badQuery } from './refusal.ts'

const macBytes = 16

/**
 * A position in a list, opaque and signed: the sort and the values of the record it stands at. It stays valid when
 * records are added or taken away; another sort or a changed letter makes it invalid.
 */
export function encodeCursor(
  key: Uint8Array,
  { scope, keys, values }: { scope: string; keys: readonly SortKey[]; values: readonly unknown[] },
): string {
  const payload = Buffer.from(JSON.stringify([sortName(keys), ...values]))
  return Buffer.concat([mac(key, scope, payload), payload]).toString('base64url')
}

/** The values of a cursor made by `encodeCursor` for the same list and sort; anything else is refused with 400. */
export function decodeCursor(
  key: Uint8Array,
  { scope, keys, cursor }: { scope: string; keys: readonly SortKey[]; cursor: string },
): unknown[] {
  const bytes = Buffer.from(cursor.slice(0, 8192), 'base64url')
  const payload = bytes.subarray(macBytes)
  const given = bytes.subarray(0, macBytes)
  if (given.length !== macBytes || !timingSafeEqual(given, mac(key, scope, payload))) {
    throw badQuery('after', 'This cursor is not one that was handed out for this list')
  }
  const [sort, ...values] = JSON.parse(payload.toString()) as unknown[]
  if (sort !== sortName(keys) || values.length !== keys.length) {
    throw badQuery('after', 'This cursor belongs to another sort; start again without it')
  }
  return values
}

/** Making a key of the bytes costs five times as much as signing with it. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>()

function keyObjectOf(key: Uint8Array): KeyObject {
  let made = keyObjects.get(key)
  if (made === undefined) {
    made = createSecretKey(key)
    keyObjects.set(key, made)
  }
  return made
}

function mac(key: Uint8Array, scope: string, payload: Uint8Array): Buffer {
  return createHmac('sha256', keyObjectOf(key))
    .update(scope)
    .update('\0')
    .update(payload)
    .digest()
    .subarray(0, macBytes)
}

function sortName(keys: readonly SortKey[]): string {
  return keys.map(({ field, descending }) => (descending ? `-${field}` : field)).join(',')
}
