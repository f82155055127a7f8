import { columns, instant, join, type Sql, sql, type Transaction } from '../../database/index.ts'
import { newId } from '../../id/index.ts'
import type { Resource } from '../../operation/index.ts'
import type { Password } from './write-records.ts'

const stamps = columns<{ createdAt: string }>('auth_accounts', { createdAt: instant('created_at') })

/** Makes the function that keeps hashes of passwords where accounts keep them; a password that is there stays. */
export function createPasswordWriter(
  users: Resource,
): (tx: Transaction, passwords: readonly Password[]) => Promise<void> {
  return async (tx, passwords) => {
    const now = stamps.encode('createdAt', new Date().toISOString())
    const rows = passwords.map(({ user, hash }): Sql => {
      const id = users.columns.encode('id', user)
      return sql`(${newId()}, ${String(user)}, 'credential', ${id}, ${hash}, ${now}, ${now})`
    })
    await tx.run(sql`
      insert into "auth_accounts"
        ("id", "account_id", "provider_id", "user_id", "password", "created_at", "updated_at")
      values ${join(rows, ', ')} on conflict do nothing
    `)
  }
}

/** Where no record signs in with a password. */
export async function writeNoPasswords(): Promise<void> {
  return undefined
}
