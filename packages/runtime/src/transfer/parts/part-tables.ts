/** A table that belongs to no entity and comes with an export. */
export interface PartTable {
  /** What it is called in the folder. */
  readonly name: string
  readonly table: string
  /** The columns of its key. */
  readonly key: readonly string[]
  /** How people sign in: only where that is asked for. */
  readonly ofAccounts: boolean
}

/** The parts of an export, in the order in which they can be written. */
export const partTables: readonly PartTable[] = [
  {
    name: 'access',
    table: 'cambium_acl',
    key: ['entity', 'record_id', 'right', 'subject'],
    ofAccounts: false,
  },
  ...accounts('organisations', 'auth_organisations'),
  ...accounts('accounts', 'auth_accounts'),
  {
    name: 'roles',
    table: 'auth_roles',
    key: ['user_id', 'role'],
    ofAccounts: true,
  },
  ...accounts('second-factors', 'auth_two_factors'),
  ...accounts('passkeys', 'auth_passkeys'),
  ...accounts('api-keys', 'auth_api_keys'),
  ...accounts('members', 'auth_members'),
  ...accounts('invitations', 'auth_invitations'),
  ...accounts('oauth-clients', 'auth_oauth_clients'),
  ...accounts('oauth-consents', 'auth_oauth_consents'),
]

function accounts(name: string, table: string): PartTable[] {
  return [{ name, table, key: ['id'], ofAccounts: true }]
}
