import type { SourceAccounts, SourceColumn, SourceNote, SourceTable } from '../../source/index.ts'
import { classColumn } from '../class-column.ts'
import type { ClassFacts } from '../observe-class.ts'

/** Fields of `_User` that are read in their own way. */
export const userFieldNames: ReadonlySet<string> = new Set([
  'username',
  'email',
  'emailVerified',
  'authData',
  'password',
  '_hashed_password',
  'emailVerifyToken',
  'sessionToken',
])

const accounts: SourceAccounts = { email: 'email', emailVerified: 'emailVerified' }

/** Adds to the table of `_User` what an account consists of. */
export function describeUser(
  { table, notes }: { table: SourceTable; notes: SourceNote[] },
  facts: ClassFacts,
): void {
  table.accounts = accounts
  table.columns.splice(1, 0, ...accountColumns())
  table.uniques.push({ name: null, columns: ['email'] }, { name: null, columns: ['username'] })
  const filled = (name: string): number => facts.fields.get(name)?.filled ?? 0
  const note = (field: string, text: string): void => {
    notes.push({ what: `class _User, field ${field}`, text })
  }
  if (filled('username') > 0) {
    note('username', 'people sign in with their e-mail here; the username comes along as a field')
  }
  if (facts.rows > 0 && filled('_hashed_password') === 0) {
    note(
      'password',
      'no record has a hash of its password (_hashed_password): people set a new one by "Forgot password". The export of the dashboard leaves the hashes out; that of the database has them',
    )
  }
  const withoutAddress = facts.rows - filled('email')
  if (withoutAddress > 0) {
    note(
      'email',
      `${withoutAddress} of ${facts.rows} users have no e-mail. Where the username is one it is taken; the others come along and cannot sign in before they have one`,
    )
  }
  if (facts.rows > 0 && filled('emailVerified') < facts.rows) {
    note(
      'emailVerified',
      'where nobody ever asked for a proof of the address it is taken as proven; users with `false` prove it at their first sign-in',
    )
  }
  if (filled('authData') > 0) {
    note(
      'authData',
      `${filled('authData')} users sign in with providers. Their identities come along, and serve once \`auth.methods\` names the provider`,
    )
  }
}

function accountColumns(): SourceColumn[] {
  return [
    classColumn('username', { type: { kind: 'text', max: null }, nullable: true }),
    classColumn('email', { type: { kind: 'email' }, nullable: true }),
    classColumn('emailVerified', {
      type: { kind: 'boolean' },
      default: { kind: 'literal', value: false },
      native: 'Boolean',
    }),
    classColumn('_hashed_password', { type: { kind: 'passwordHash' }, nullable: true }),
  ]
}
