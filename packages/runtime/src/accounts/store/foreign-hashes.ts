import { type Database, sql } from '../../database/index.ts'

/** Whether some passwords are hashed as they were where they came from. */
export type HasForeignHashes = () => Promise<boolean>

const againMs = 10 * 60_000

/** Looks once, and again after ten minutes while there is none: they come with an import. */
export function createForeignHashes(database: Database): HasForeignHashes {
  let found = false
  let lookAt = 0
  return async () => {
    if (found || performance.now() < lookAt) return found
    lookAt = performance.now() + againMs
    const one = await database.first<{ id: string }>(
      sql`select "id" from "auth_accounts" where "password" like '$2%' limit 1`,
    )
    found = one !== undefined
    return found
  }
}
