import type { BetterAuthDBSchema, DBFieldAttribute } from '@better-auth/core/db'
import {
  boolean,
  type Column,
  type Columns,
  columns,
  instant,
  integer,
  type ListType,
  string,
} from '../../database/index.ts'
import { hashOf } from './hash-of.ts'
import type { PlacedField } from './where.ts'

/** A row of an account table, by the names the library has for its fields. */
export type AccountRow = { [field: string]: unknown }

/** One table of the accounts. */
export interface AccountTable {
  readonly columns: Columns<AccountRow>
  field(name: string): PlacedField
  /** The row as it is stored. */
  encode(row: AccountRow): AccountRow
  /** The row as the library knows it; what is stored as a hash only is empty. */
  decode(row: AccountRow): AccountRow
}

/** What the library's models are called here. */
export const tableNames: { readonly [model: string]: string } = {
  session: 'auth_sessions',
  account: 'auth_accounts',
  verification: 'auth_verifications',
  passkey: 'auth_passkeys',
  twoFactor: 'auth_two_factors',
  organization: 'auth_organisations',
  member: 'auth_members',
  invitation: 'auth_invitations',
  jwks: 'auth_jwks',
  oauthClient: 'auth_oauth_clients',
  oauthResource: 'auth_oauth_resources',
  oauthClientResource: 'auth_oauth_client_resources',
  oauthRefreshToken: 'auth_oauth_refresh_tokens',
  oauthAccessToken: 'auth_oauth_access_tokens',
  oauthConsent: 'auth_oauth_consents',
  oauthClientAssertion: 'auth_oauth_client_assertions',
}

/** What is stored as its hash: who reads the table can be nobody. */
const hashed: { readonly [model: string]: readonly string[] } = { session: ['token'] }

/** The tables of the library's schema. `usersAreCounted` says that the ids of users are integers. */
export function createAccountTables(
  schema: BetterAuthDBSchema,
  { usersAreCounted }: { usersAreCounted: boolean },
): (model: string) => AccountTable {
  const made = new Map<string, AccountTable>()
  return (model) => {
    const known = made.get(model)
    if (known !== undefined) return known
    const fields = schema[model]?.fields
    const name = tableNames[model]
    if (fields === undefined || name === undefined) throw new Error(`Accounts keep no "${model}"`)
    const table = createTable({ model, name, fields, usersAreCounted })
    made.set(model, table)
    return table
  }
}

interface TableParts {
  readonly model: string
  readonly name: string
  readonly fields: { readonly [field: string]: DBFieldAttribute }
  readonly usersAreCounted: boolean
}

function createTable({ model, name, fields, usersAreCounted }: TableParts): AccountTable {
  const isUser = (field: string): boolean => fields[field]?.references?.model === 'user'
  const isCounted = (field: string): boolean => usersAreCounted && isUser(field)
  const isJson = (field: string): boolean =>
    ['json', 'string[]', 'number[]'].includes(String(fields[field]?.type))
  const isHashed = (field: string): boolean => (hashed[model] ?? []).includes(field)
  const described = Object.keys(fields).filter((field) => field !== 'id')
  const all = columns<AccountRow>(name, {
    id: string('id'),
    ...Object.fromEntries(
      described.map((field) => [field, columnFor(field, fields[field], isCounted(field))]),
    ),
  })
  const encodeValue = (field: string, value: unknown): unknown => {
    if (value === null || value === undefined) return value
    if (isHashed(field)) return hashOf(String(value))
    if (isJson(field)) return JSON.stringify(value)
    return isCounted(field) ? Number(value) : value
  }
  const decodeValue = (field: string, value: unknown): unknown => {
    if (isHashed(field)) return ''
    return isJson(field) && typeof value === 'string' ? JSON.parse(value) : value
  }
  const mapRow = (row: AccountRow, map: (field: string, value: unknown) => unknown): AccountRow =>
    Object.fromEntries(Object.entries(row).map(([field, value]) => [field, map(field, value)]))
  return {
    columns: all,
    field: (field) => ({
      expression: all.expression(field),
      type: all.typeOf(field) as ListType,
      encode: (value) => all.encode(field, encodeValue(field, value)),
    }),
    encode: (row) => mapRow(row, encodeValue),
    decode: (row) => mapRow(row, decodeValue),
  }
}

function columnFor(
  field: string,
  attributes: DBFieldAttribute | undefined,
  isCounted: boolean,
): Column {
  const name = columnName(field)
  if (isCounted) return integer(name)
  switch (attributes?.type) {
    case 'date':
      return instant(name)
    case 'boolean':
      return boolean(name)
    case 'number':
      return integer(name)
    default:
      return string(name)
  }
}

/** `credentialID` is kept as `credential_id`. */
export function columnName(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}
