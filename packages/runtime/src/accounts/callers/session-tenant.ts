import type { RoleBook } from '../../access/index.ts'
import { nothing, type Sql, sql } from '../../database/index.ts'

/** The parts of the statement on sessions, or on keys, that find the tenant of a call. */
export interface SessionTenant {
  readonly selected: Sql
  /** Joins the membership of the session's user. */
  readonly ofSession: Sql
  /** Joins the membership of a key's user. */
  readonly ofKey: Sql
  /** The further condition that a key counts. */
  readonly keyCounts: Sql
  /** What the roles of a membership come to, as they stand in its row. */
  rolesOf(text: string | null | undefined): readonly string[]
}

/** For an application without tenants, or without organisations to be members of. */
export const noTenant: SessionTenant = {
  selected: nothing,
  ofSession: nothing,
  ofKey: nothing,
  keyCounts: nothing,
  rolesOf: () => [],
}

/**
 * The organisation that is active in the session, or that the key is for, which is the tenant of the same id; where that is
 * none, the only one that the user is a member of. Who is no member any more is in none, whatever the session says, and a
 * key for an organisation goes with the membership.
 */
export function activeOrganisation(book: RoleBook): SessionTenant {
  return {
    selected: sql`, m."organization_id" as "tenant", m."role" as "tenantRoles"`,
    ofSession: membershipOf(
      sql`"auth_sessions"."user_id"`,
      sql`coalesce("auth_sessions"."active_organization_id", ${onlyOne(sql`"auth_sessions"."user_id"`)})`,
    ),
    ofKey: membershipOf(
      sql`"auth_api_keys"."user_id"`,
      sql`coalesce("auth_api_keys"."organization_id", ${onlyOne(sql`"auth_api_keys"."user_id"`)})`,
    ),
    keyCounts: sql`and ("auth_api_keys"."organization_id" is null or m."organization_id" is not null)`,
    rolesOf: (text) => book.rolesInTenant(text?.split(',') ?? []),
  }
}

function membershipOf(user: Sql, organisation: Sql): Sql {
  return sql`
    left join "auth_members" m on m."user_id" = ${user} and m."organization_id" = ${organisation}
  `
}

function onlyOne(user: Sql): Sql {
  return sql`(
    select min(o."organization_id") from "auth_members" o where o."user_id" = ${user}
    having count(*) = 1
  )`
}
