import type { RoleBook } from '../../access/index.ts'
import { nothing, type Sql, sql } from '../../database/index.ts'

/** The parts of the statement on sessions that find the tenant of a call. */
export interface SessionTenant {
  readonly selected: Sql
  readonly joined: Sql
  /** What the roles of a membership come to, as they stand in its row. */
  rolesOf(text: string | null | undefined): readonly string[]
}

/** For an application without tenants, or without organisations to be members of. */
export const noTenant: SessionTenant = {
  selected: nothing,
  joined: nothing,
  rolesOf: () => [],
}

/**
 * The organisation that is active in the session, which is the tenant of the same id; where none is, the only one that
 * the user is a member of. Who is no member any more is in none, whatever the session says.
 */
export function activeOrganisation(book: RoleBook): SessionTenant {
  return {
    selected: sql`, m."organization_id" as "tenant", m."role" as "tenantRoles"`,
    joined: membership,
    rolesOf: (text) => book.rolesInTenant(text?.split(',') ?? []),
  }
}

const membership: Sql = sql`
  left join "auth_members" m on m."user_id" = "auth_sessions"."user_id"
    and m."organization_id" = coalesce("auth_sessions"."active_organization_id", (
      select min(o."organization_id") from "auth_members" o
      where o."user_id" = "auth_sessions"."user_id"
      having count(*) = 1
    ))
`
