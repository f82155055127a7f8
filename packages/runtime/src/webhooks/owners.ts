import { type Caller, createCaller, type RoleBook } from '../access/index.ts'
import { nothing, type Queryable, type Sql, sql } from '../database/index.ts'
import type { Registry, Resource } from '../operation/index.ts'
import type { Endpoint } from './endpoint.ts'

/** Who made an endpoint, and what that person may read now. */
export interface Owners {
  /** How whoever makes an endpoint is written down. */
  nameOf(db: Queryable, id: string | null): Promise<string | null>
  /** Whether this is who made it. */
  isOwner(endpoint: Pick<Endpoint, 'owner'>, id: string | null): boolean
  /** Who an endpoint is told as; undefined where its maker has no account any more, or is in the tenant no more. */
  callerOf(db: Queryable, endpoint: Endpoint): Promise<Caller | undefined>
}

/** The accounts of an application, as far as rights go. */
export interface OwnerAccounts {
  readonly entity: string
  /** The field that shuts an account. */
  readonly blocked: string | null
  /** True where a tenant is an organisation that users are members of. */
  readonly hasOrganisations: boolean
  readonly book: Pick<RoleBook, 'rolesOf' | 'rolesInTenant'>
}

/** What stands in front of the id of somebody with an account, who is told from the subject of somebody else's token. */
const accountPrefix = 'account:'

/** Owners of an application without accounts, whose tokens come from elsewhere: they keep what the endpoint was given. */
export const plainOwners: Owners = {
  nameOf: async (_db, id) => id,
  isOwner: ({ owner }, id) => id !== null && owner === id,
  callerOf: async (_db, endpoint) => asOwner(endpoint, endpoint.owner, endpoint.roles),
}

/** Owners with accounts: an endpoint has no right that its maker has not, from the moment on that it is taken away. */
export function createOwners(registry: Registry, accounts: OwnerAccounts | undefined): Owners {
  if (accounts === undefined) return plainOwners
  const { resource } = registry.get(accounts.entity)
  const find = createFind(resource, accounts)
  return {
    async nameOf(db, id) {
      if (id === null) return null
      return (await find(db, id, null)) ? `${accountPrefix}${id}` : id
    },
    isOwner: ({ owner }, id) => id !== null && (owner === id || owner === `${accountPrefix}${id}`),
    async callerOf(db, endpoint) {
      const { owner, roles, tenant } = endpoint
      if (!owner?.startsWith(accountPrefix)) return plainOwners.callerOf(db, endpoint)
      const id = owner.slice(accountPrefix.length)
      const found = await find(db, id, accounts.hasOrganisations ? tenant : null)
      if (found === undefined) return undefined
      const held = [
        ...accounts.book.rolesOf(found.roles),
        ...accounts.book.rolesInTenant(found.tenantRoles),
      ]
      return asOwner(
        endpoint,
        id,
        roles.filter((role) => held.includes(role)),
      )
    },
  }
}

function asOwner({ id, tenant }: Endpoint, owner: string | null, roles: readonly string[]): Caller {
  // Nobody's endpoints have roles too; the prefix keeps their id from being a user's.
  return createCaller({ id: owner ?? `webhook:${id}`, roles, tenant })
}

interface Standing {
  readonly roles: readonly string[]
  readonly tenantRoles: readonly string[]
}

type Find = (db: Queryable, id: string, tenant: string | null) => Promise<Standing | undefined>

/** The roles of an account that is neither shut nor deleted, and of its membership where a tenant is named. */
function createFind(resource: Resource, { blocked }: OwnerAccounts): Find {
  const { columns } = resource
  const key = columns.expression('id')
  const open: Sql =
    blocked === null
      ? nothing
      : sql`and ${columns.expression(blocked)} = ${columns.encode(blocked, false)}`
  return async (db, id, tenant) => {
    const known = resource.key === 'integer' ? Number(id) : id
    if (Number.isNaN(known)) return undefined
    const [found] = await resource.list(db, {
      visible: sql`${key} = ${columns.encode('id', known)} ${open}`,
      filter: sql`1 = 1`,
      order: key,
      limit: sql`1`,
    })
    if (found === undefined) return undefined
    const tenantRoles = tenant === null ? '' : await roleOfMember(db, { user: known, tenant })
    if (tenantRoles === undefined) return undefined
    const roles = await db.all<{ role: string }>(
      sql`select "role" from "auth_roles" where "user_id" = ${known}`,
    )
    return { roles: roles.map(({ role }) => role), tenantRoles: tenantRoles.split(',') }
  }
}

/** What somebody is in an organisation; undefined where nothing. */
async function roleOfMember(
  db: Queryable,
  { user, tenant }: { user: string | number; tenant: string },
): Promise<string | undefined> {
  const found = await db.first<{ role: string }>(sql`
    select "role" from "auth_members" where "user_id" = ${user} and "organization_id" = ${tenant}
  `)
  return found?.role
}
