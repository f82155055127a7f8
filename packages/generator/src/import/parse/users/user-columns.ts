import type { JsonValue } from '@cambium/model'
import type { SourceRow } from '../../source/index.ts'
import { isObject, type JsonObject } from '../parse-value.ts'

/** What Parse calls the providers, and Cambium does. */
const providers: { readonly [name: string]: string } = {
  apple: 'apple',
  facebook: 'facebook',
  github: 'github',
  google: 'google',
  linkedin: 'linkedin',
  azure: 'microsoft',
  microsoft: 'microsoft',
  twitter: 'x',
}

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const bcrypt = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/

/** What the record of a user has of an account. */
export function userColumns(record: JsonObject, roles: readonly string[]): SourceRow {
  const { username, email, emailVerified, authData, _hashed_password: hash } = record
  const row: SourceRow = {
    username: username ?? null,
    email: addressOf(email) ?? addressOf(username),
    // Without the field the application never asked.
    emailVerified: emailVerified !== false,
    _hashed_password: typeof hash === 'string' && bcrypt.test(hash) ? hash : null,
  }
  if (roles.length > 0) row.$roles = [...roles]
  const identities = identitiesIn(authData)
  if (identities.length > 0) row.$identities = identities
  return row
}

function addressOf(value: JsonValue | undefined): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim().toLowerCase()
  return address.test(text) ? text : null
}

function identitiesIn(authData: JsonValue | undefined): JsonObject[] {
  if (!isObject(authData)) return []
  return Object.entries(authData).flatMap(([name, data]) => {
    const provider = providers[name]
    if (provider === undefined || !isObject(data)) return []
    const { id } = data
    return typeof id === 'string' || typeof id === 'number' ? [{ provider, id: String(id) }] : []
  })
}
