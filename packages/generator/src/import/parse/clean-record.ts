import type { JsonValue } from '@cambium/model'
import { isObject, type JsonObject } from './parse-value.ts'
import type { DeclaredField } from './read-schemas.ts'

/** The types that are declared, by field. */
export type DeclaredTypes = ReadonlyMap<string, Pick<DeclaredField, 'type'>> | null

const renamed: { readonly [name: string]: string } = {
  _id: 'objectId',
  _created_at: 'createdAt',
  _updated_at: 'updatedAt',
  _acl: 'ACL',
  bcryptPassword: '_hashed_password',
}

/** What Parse keeps for itself beside the fields of a class. */
const internal =
  /^(?:__type|className|sessionToken|password|_(?:session_token|tombstone|perishable_token|email_verify_token|email_verify_token_expires_at|perishable_token_expires_at|password_changed_at|password_history|account_lockout_expires_at|failed_login_count|wperm|rperm))$/

/**
 * A record as Parse answers with it, whether the dashboard exported it or the database did: there a pointer is
 * `_p_author: "_User$id"`, the access list is `_rperm` and `_wperm`, and only what is declared tells a place from a list.
 */
export function cleanRecord(raw: JsonObject, declared: DeclaredTypes): JsonObject {
  const record: JsonObject = {}
  for (const [name, value] of Object.entries(raw)) {
    if (name.startsWith('_p_')) record[name.slice(3)] = storedPointer(value)
    else if (name.startsWith('_auth_data_')) addAuthData(record, name, value)
    else if (!internal.test(name)) {
      const type = declared?.get(name)?.type
      record[renamed[name] ?? name] = type === undefined ? value : asDeclared(value, type)
    }
  }
  if (isObject(record.ACL)) record.ACL = longList(record.ACL)
  if (Array.isArray(raw._rperm) || Array.isArray(raw._wperm)) {
    record.ACL ??= listOf(raw._rperm, raw._wperm)
  }
  return record
}

/** What the database keeps without its type. */
function asDeclared(value: JsonValue, type: string): JsonValue {
  if (type === 'GeoPoint' && Array.isArray(value) && value.length === 2) {
    const [longitude = null, latitude = null] = value
    return { __type: 'GeoPoint', latitude, longitude }
  }
  if (typeof value !== 'string') return value
  if (type === 'File') return { __type: 'File', name: value }
  return type === 'Bytes' ? { __type: 'Bytes', base64: value } : value
}

function storedPointer(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !value.includes('$')) return null
  const [className = '', ...rest] = value.split('$')
  return { __type: 'Pointer', className, objectId: rest.join('$') }
}

function addAuthData(record: JsonObject, name: string, value: JsonValue): void {
  const known = isObject(record.authData) ? record.authData : {}
  if (value !== null) record.authData = { ...known, [name.slice('_auth_data_'.length)]: value }
}

/** `{ r: true, w: true }` as it is stored, in the words of the API. */
function longList(list: JsonObject): JsonObject {
  const entries = Object.entries(list).map(([who, rights]): [string, JsonValue] => {
    if (!isObject(rights)) return [who, {}]
    const { read, write, r, w } = rights
    return [who, { read: (read ?? r) === true, write: (write ?? w) === true }]
  })
  return Object.fromEntries(entries)
}

function listOf(read: JsonValue | undefined, write: JsonValue | undefined): JsonObject {
  const list: { [who: string]: JsonObject } = {}
  const add = (names: JsonValue | undefined, right: string): void => {
    // Without a list everybody has the right.
    for (const who of Array.isArray(names) ? names.map(String) : ['*']) {
      list[who] = { ...list[who], [right]: true }
    }
  }
  add(read, 'read')
  add(write, 'write')
  return list
}
