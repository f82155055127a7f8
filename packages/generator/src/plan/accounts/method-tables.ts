import type { AccountPart } from '@cambium/model/accounts'
import type { ColumnPlan, TablePlan } from './account-table.ts'
import { providerTables } from './provider-tables.ts'

const text: ColumnPlan = { type: 'text' }
const optionalText: ColumnPlan = { type: 'text', nullable: true }
const indexedText: ColumnPlan = { type: 'text', indexed: true }
const instant: ColumnPlan = { type: 'instant' }
const optionalInstant: ColumnPlan = { type: 'instant', nullable: true }
const integer: ColumnPlan = { type: 'integer' }
const optionalInteger: ColumnPlan = { type: 'integer', nullable: true }
const user: ColumnPlan = { type: 'user' }
const yes: ColumnPlan = { type: 'boolean', nullable: true, default: true }

const passkeys: TablePlan = {
  key: 'a5',
  name: 'auth_passkeys',
  columns: {
    name: optionalText,
    public_key: text,
    user_id: user,
    credential_id: { type: 'text', unique: true },
    counter: integer,
    device_type: text,
    backed_up: { type: 'boolean' },
    transports: optionalText,
    created_at: optionalInstant,
    aaguid: optionalText,
  },
}

const twoFactors: TablePlan = {
  key: 'a6',
  name: 'auth_two_factors',
  columns: {
    secret: indexedText,
    backup_codes: text,
    user_id: user,
    verified: yes,
    failed_verification_count: { type: 'integer', nullable: true, default: 0 },
    locked_until: optionalInstant,
  },
}

const apiKeys: TablePlan = {
  key: 'a7',
  name: 'auth_api_keys',
  columns: {
    user_id: user,
    name: optionalText,
    start: text,
    // Not the key but its hash.
    key: { type: 'text', unique: true },
    scopes: optionalText,
    remaining: optionalInteger,
    expires_at: optionalInstant,
    created_at: instant,
  },
}

const organisations: readonly TablePlan[] = [
  {
    key: 'a8',
    name: 'auth_organisations',
    columns: {
      name: text,
      slug: { type: 'text', unique: true },
      logo: optionalText,
      created_at: instant,
      metadata: optionalText,
    },
  },
  {
    key: 'a9',
    name: 'auth_members',
    columns: {
      organization_id: { type: 'text', of: 'auth_organisations' },
      user_id: user,
      role: { type: 'text', default: 'member' },
      created_at: instant,
    },
    together: ['organization_id', 'user_id'],
  },
  {
    key: 'a10',
    name: 'auth_invitations',
    columns: {
      organization_id: { type: 'text', of: 'auth_organisations' },
      email: indexedText,
      role: optionalText,
      status: { type: 'text', default: 'pending' },
      expires_at: instant,
      created_at: instant,
      inviter_id: user,
    },
  },
]

const signingKeys: TablePlan = {
  key: 'a11',
  name: 'auth_jwks',
  columns: {
    public_key: text,
    private_key: text,
    created_at: instant,
    expires_at: optionalInstant,
    alg: optionalText,
    crv: optionalText,
  },
}

/** The tables of each part but the one that all applications with accounts have. */
export const methodTables: {
  readonly [Part in Exclude<AccountPart, 'base'>]: readonly TablePlan[]
} = {
  passkeys: [passkeys],
  twoFactors: [twoFactors],
  apiKeys: [apiKeys],
  organisations,
  signingKeys: [signingKeys],
  oidcProvider: providerTables,
}

/** Columns of the tables of other parts that come with a part. */
export const furtherColumns: {
  readonly [Part in AccountPart]?: { readonly [table: string]: TablePlan['columns'] }
} = {
  organisations: {
    auth_sessions: { active_organization_id: optionalText },
    // The one that a key is for.
    auth_api_keys: { organization_id: optionalText },
  },
}
