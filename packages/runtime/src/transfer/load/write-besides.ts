import { columns, instant, join, type Sql, sql, type Transaction } from '../../database/index.ts'
import { newId } from '../../id/index.ts'
import type { Resource } from '../../operation/index.ts'
import type { LoadRow } from '../protocol.ts'
import { type Besides, readBesides } from './read-besides.ts'

/** A record that was written, and the row it came from. */
export interface WrittenRow {
  readonly id: unknown
  readonly row: LoadRow
}

export type BesideWriter = (tx: Transaction, rows: readonly WrittenRow[]) => Promise<void>

/** So many rows of at most six values are well below what a statement can have. */
const rowsAtOnce = 500

const stamps = columns<{ createdAt: string }>('auth_accounts', { createdAt: instant('created_at') })

/** Makes the function that keeps access lists, and roles and identities of users, where the application keeps them. */
export function createBesideWriter(
  resource: Resource,
  { signsIn }: { readonly signsIn: boolean },
): BesideWriter {
  return async (tx, rows) => {
    const brought = rows
      .filter(({ row }) => row.$acl ?? row.$roles ?? row.$identities)
      .map(({ id, row }) => ({ id, besides: readBesides(row) }))
    if (brought.length === 0) return
    await inParts(aclRows(resource, brought), async (part) => {
      await tx.run(sql`
        insert into "cambium_acl" ("entity", "record_id", "subject", "right")
        values ${join(part, ', ')} on conflict do nothing
      `)
    })
    if (!signsIn) return
    await inParts(roleRows(resource, brought), async (part) => {
      await tx.run(sql`
        insert into "auth_roles" ("user_id", "role", "created_at")
        values ${join(part, ', ')} on conflict do nothing
      `)
    })
    await inParts(identityRows(resource, brought), async (part) => {
      await tx.run(sql`
        insert into "auth_accounts"
          ("id", "account_id", "provider_id", "user_id", "created_at", "updated_at")
        values ${join(part, ', ')} on conflict do nothing
      `)
    })
  }
}

type Brought = readonly { readonly id: unknown; readonly besides: Besides }[]

function aclRows({ name }: Resource, brought: Brought): Sql[] {
  return brought.flatMap(({ id, besides }) =>
    besides.acl.map(({ subject, right }) => sql`(${name}, ${String(id)}, ${subject}, ${right})`),
  )
}

function roleRows(users: Resource, brought: Brought): Sql[] {
  const now = stamps.encode('createdAt', new Date().toISOString())
  return brought.flatMap(({ id, besides }) => {
    const user = users.columns.encode('id', id)
    return besides.roles.map((role) => sql`(${user}, ${role}, ${now})`)
  })
}

function identityRows(users: Resource, brought: Brought): Sql[] {
  const now = stamps.encode('createdAt', new Date().toISOString())
  return brought.flatMap(({ id, besides }) => {
    const user = users.columns.encode('id', id)
    return besides.identities.map(
      (one) => sql`(${newId()}, ${one.id}, ${one.provider}, ${user}, ${now}, ${now})`,
    )
  })
}

async function inParts(
  rows: readonly Sql[],
  write: (part: readonly Sql[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await write(rows.slice(from, from + rowsAtOnce))
  }
}
