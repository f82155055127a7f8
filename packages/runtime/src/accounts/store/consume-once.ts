import { type Queryable, sql, values } from '../../database/index.ts'
import { hashOf } from './hash-of.ts'
import { verifications } from './verifications.ts'

/** What may be used once, and until when it could be. */
export interface SingleUse {
  /** What it is, and the thing itself: `verify-email <token>`. Only its hash is kept. */
  readonly key: string
  readonly expiresAt: Date
}

/**
 * True for the first who asks with this key, false for everybody after: one conditional statement, so that of any number
 * at once, on any number of instances, exactly one goes on.
 */
export async function consumeOnce(db: Queryable, { key, expiresAt }: SingleUse): Promise<boolean> {
  const now = new Date().toISOString()
  const row = {
    id: `once:${hashOf(key)}`,
    identifier: 'once',
    value: '',
    expiresAt: expiresAt.toISOString(),
    createdAt: now,
    updatedAt: now,
  }
  const inserted = await db.run(sql`
    insert into "auth_verifications" ${values(verifications, row)} on conflict do nothing
  `)
  return inserted === 1
}

/** Keeps the hash of a secret until it is taken. */
export async function keepOnce(
  db: Queryable,
  { key, expiresAt, value }: SingleUse & { readonly value: string },
): Promise<void> {
  const now = new Date().toISOString()
  await db.run(sql`
    insert into "auth_verifications" ${values(verifications, {
      id: `kept:${hashOf(key)}`,
      identifier: 'kept',
      value,
      expiresAt: expiresAt.toISOString(),
      createdAt: now,
      updatedAt: now,
    })}
  `)
}

/** Takes what was kept under the key: its value for the first who asks in time, undefined for everybody else. */
export async function takeOnce(db: Queryable, key: string): Promise<string | undefined> {
  const now = verifications.encode('expiresAt', new Date().toISOString())
  const taken = await db.first<{ value: string }>(sql`
    delete from "auth_verifications" where "id" = ${`kept:${hashOf(key)}`} and "expires_at" > ${now}
    returning "value"
  `)
  return taken?.value
}
