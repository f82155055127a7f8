import { randomBytes } from 'node:crypto'
import { AppError } from '../../errors/index.ts'
import type { RecordId } from '../../operation/index.ts'
import type { FirstAdminRequest } from '../pages/index.ts'
import { checkPassword, type PasswordHasher } from '../password/index.ts'
import {
  type AccountStore,
  consumeOnce,
  keepOnce,
  takeOnce,
  type UserRoles,
  type UserRows,
} from '../store/index.ts'

/** Makes the first administrator: by a link that only who started the application sees, never by a known password. */
export interface FirstAdmin {
  /** The token of a new link; undefined when somebody is an administrator already. */
  offer(): Promise<string | undefined>
  /** Makes an account, or takes the one there is, and gives it the role. The token is good once and for a day. */
  become(request: FirstAdminRequest): Promise<void>
}

export interface FirstAdminOptions {
  readonly name: string
  readonly store: AccountStore
  readonly users: UserRows
  readonly roles: UserRoles
  readonly hasher: PasswordHasher
  /** Gives a user a password, in place of another. */
  setPassword(userId: string, hash: string): Promise<void>
  /** A user's id as the database has it. */
  idOf(userId: string): RecordId
}

const role = 'admin'
const dayMs = 86_400_000
const keyOf = (token: string): string => `first-admin ${token}`

/** The flow, on the tables of the accounts. */
export function createFirstAdmin(options: FirstAdminOptions): FirstAdmin {
  const { store, users, roles, hasher } = options
  const expiresAt = (): Date => new Date(Date.now() + dayMs)

  async function claim(token: string): Promise<void> {
    const db = await store.writer()
    const taken = await takeOnce(db, keyOf(token))
    // Two links of two instances are two tokens, and still there is one first.
    const isFirst = taken !== undefined && (await roles.count(db, role)) === 0
    if (!isFirst || !(await consumeOnce(db, { key: 'first-admin', expiresAt: expiresAt() }))) {
      throw new AppError('conflict', {
        message: 'The link is not good any more: start the application again for another',
      })
    }
  }

  return {
    async offer() {
      if ((await roles.count(store.reader(), role)) > 0) return undefined
      const token = randomBytes(32).toString('base64url')
      const db = await store.writer()
      await keepOnce(db, { key: keyOf(token), expiresAt: expiresAt(), value: role })
      return token
    },
    async become({ token, email, name, password }) {
      const words = [options.name, email, name, ...email.split(/[@.]/)]
      checkPassword(password, { path: 'password', hasSecondFactor: false, words })
      await store.transaction(async () => {
        await claim(token)
        const user = await userWith(users, email.trim().toLowerCase(), name)
        await options.setPassword(String(user.id), await hasher.hash(password))
        await roles.grant(await store.writer(), options.idOf(String(user.id)), role)
      })
    },
  }
}

async function userWith(
  users: UserRows,
  email: string,
  name: string,
): Promise<{ readonly [field: string]: unknown }> {
  const byEmail = [
    { field: 'email', value: email, operator: 'eq', connector: 'AND', mode: 'sensitive' } as const,
  ]
  const [known] = await users.update(byEmail, { emailVerified: true })
  return known ?? users.create({ email, name, emailVerified: true })
}
