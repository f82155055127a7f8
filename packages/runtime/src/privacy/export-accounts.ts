import { identifier, inList, join, type Queryable, type Sql, sql } from '../database/index.ts'
import type { AnyRecord } from '../operation/index.ts'
import type { Catalog } from './catalog.ts'
import type { Person } from './person.ts'

/** What of each table may be handed out: no token, no hash, no key. */
const handedOut: { readonly [table: string]: readonly string[] } = {
  auth_sessions: ['created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'],
  auth_accounts: ['provider_id', 'account_id', 'scope', 'created_at'],
  auth_roles: ['role', 'created_at'],
  auth_passkeys: ['name', 'device_type', 'created_at'],
  auth_two_factors: ['verified'],
  auth_api_keys: ['name', 'start', 'scopes', 'created_at', 'expires_at'],
  auth_members: ['organization_id', 'role', 'created_at'],
  auth_invitations: ['organization_id', 'email', 'role', 'status', 'created_at'],
  auth_oauth_consents: ['client_id', 'scopes', 'created_at'],
  cambium_devices: ['way', 'label', 'created_at', 'seen_at'],
  cambium_webhooks: ['url', 'description', 'events', 'status', 'created_at'],
  auth_oauth_refresh_tokens: ['client_id', 'scopes', 'created_at'],
  auth_oauth_access_tokens: ['client_id', 'scopes', 'created_at'],
}

/** How each of them is called in an export. */
const titles: { readonly [table: string]: string } = {
  auth_sessions: 'sessions',
  auth_accounts: 'signIns',
  auth_roles: 'roles',
  auth_passkeys: 'passkeys',
  auth_two_factors: 'secondFactors',
  auth_api_keys: 'apiKeys',
  auth_members: 'memberships',
  auth_invitations: 'invitations',
  auth_oauth_consents: 'consents',
  cambium_devices: 'devices',
  cambium_webhooks: 'webhooks',
  auth_oauth_refresh_tokens: 'refreshTokens',
  auth_oauth_access_tokens: 'accessTokens',
}

/** What the accounts keep of a person, without what anybody could sign in with. */
export async function exportAccounts(
  db: Queryable,
  catalog: Catalog,
  person: Person,
): Promise<{ [title: string]: AnyRecord[] }> {
  const parts: { [title: string]: AnyRecord[] } = {}
  for (const [table, wanted] of Object.entries(handedOut)) {
    const columns = catalog.get(table)
    const known = wanted.filter((column) => columns?.has(column))
    const where = columns && ofPerson(columns, person)
    if (known.length === 0 || where === undefined) continue
    const list = join(
      known.map((column) => identifier(column)),
      ', ',
    )
    const rows = await db.all<AnyRecord>(sql`
      select ${list} from ${identifier(table)} where ${where} order by ${list}
    `)
    if (rows.length > 0) parts[titles[table] ?? table] = rows.map(spoken)
  }
  return parts
}

function ofPerson(columns: ReadonlySet<string>, { id, marks }: Person): Sql | undefined {
  if (columns.has('user_id')) return sql`"user_id" = ${id}`
  if (columns.has('owner')) {
    return inList(sql`"owner"`, [String(id), `account:${id}`], 'string')
  }
  const address = marks.find((mark) => mark.includes('@'))
  if (!columns.has('email') || address === undefined) return undefined
  return sql`lower("email") = ${address.toLowerCase()}`
}

/** `created_at` as `createdAt`, in a plain object. */
function spoken(row: AnyRecord): AnyRecord {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value instanceof Date ? value.toISOString() : value,
    ]),
  )
}
