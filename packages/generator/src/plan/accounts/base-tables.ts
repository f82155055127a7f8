import type { ColumnPlan, TablePlan } from './account-table.ts'

const text: ColumnPlan = { type: 'text' }
const optionalText: ColumnPlan = { type: 'text', nullable: true }
const instant: ColumnPlan = { type: 'instant' }
const optionalInstant: ColumnPlan = { type: 'instant', nullable: true }
const user: ColumnPlan = { type: 'user' }
const stamps = { created_at: instant, updated_at: instant }

/** The tables of every application with accounts. */
export const baseTables: readonly TablePlan[] = [
  {
    key: 'a1',
    name: 'auth_sessions',
    columns: {
      expires_at: instant,
      // Not the token but its hash: who reads the table cannot be anybody.
      token: { type: 'text', unique: true },
      ...stamps,
      ip_address: optionalText,
      user_agent: optionalText,
      user_id: user,
    },
  },
  {
    key: 'a2',
    name: 'auth_accounts',
    columns: {
      account_id: text,
      provider_id: text,
      user_id: user,
      access_token: optionalText,
      refresh_token: optionalText,
      id_token: optionalText,
      access_token_expires_at: optionalInstant,
      refresh_token_expires_at: optionalInstant,
      scope: optionalText,
      password: optionalText,
      ...stamps,
    },
    together: ['provider_id', 'account_id'],
  },
  {
    key: 'a3',
    name: 'auth_verifications',
    columns: {
      identifier: { type: 'text', indexed: true },
      value: text,
      expires_at: { type: 'instant', indexed: true },
      ...stamps,
    },
  },
  {
    key: 'a4',
    name: 'auth_roles',
    primaryKey: ['user_id', 'role'],
    columns: { user_id: user, role: { type: 'text', indexed: true }, created_at: instant },
  },
]
