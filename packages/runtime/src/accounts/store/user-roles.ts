import {
  columns,
  identifier,
  instant,
  nothing,
  type Queryable,
  type Sql,
  sql,
} from '../../database/index.ts'
import type { RecordId, Resource } from '../../operation/index.ts'

/** Which user has which role. */
export interface UserRoles {
  of(db: Queryable, user: RecordId): Promise<string[]>
  /** True when the user did not have it. */
  grant(db: Queryable, user: RecordId, role: string): Promise<boolean>
  /** True when the user had it. */
  revoke(db: Queryable, user: RecordId, role: string): Promise<boolean>
  /** How many users there are who have the role. */
  count(db: Queryable, role: string): Promise<number>
}

const stamps = columns<{ createdAt: string }>('auth_roles', { createdAt: instant('created_at') })

/** The roles in `auth_roles`; of users who are deleted none counts. */
export function createUserRoles(resource: Resource): UserRoles {
  const table = identifier(resource.table)
  const id = resource.columns.expression('id')
  const live: Sql = resource.softDelete
    ? sql`and ${resource.columns.expression('deletedAt')} is null`
    : nothing
  return {
    async of(db, user) {
      const rows = await db.all<{ role: string }>(sql`
        select "role" from "auth_roles" where "user_id" = ${user} order by "role"
      `)
      return rows.map(({ role }) => role)
    },
    async grant(db, user, role) {
      const now = stamps.encode('createdAt', new Date().toISOString())
      const granted = await db.run(sql`
        insert into "auth_roles" ("user_id", "role", "created_at") values (${user}, ${role}, ${now})
        on conflict do nothing
      `)
      return granted === 1
    },
    async revoke(db, user, role) {
      const revoked = await db.run(sql`
        delete from "auth_roles" where "user_id" = ${user} and "role" = ${role}
      `)
      return revoked === 1
    },
    count: (db, role) =>
      db.count(sql`
        select count(*) from "auth_roles" join ${table} on ${id} = "auth_roles"."user_id" ${live}
        where "auth_roles"."role" = ${role}
      `),
  }
}
