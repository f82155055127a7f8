import { identifier, type Sql, sql } from '../../database/index.ts'
import { type SessionsOptions, standing } from './sessions.ts'

/** The condition that the id is that of a user whose account is neither shut nor deleted, or no id at all. */
export function standingUser(
  site: Pick<SessionsOptions, 'resource' | 'blocked'>,
): (userId: Sql) => Sql {
  const { table, columns } = site.resource
  const stands = standing(site)
  return (userId) => sql`(${userId} is null or exists (
    select 1 from ${identifier(table)} where ${columns.expression('id')} = ${userId} ${stands}
  ))`
}
