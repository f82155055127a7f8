import { createRoleBook, type RoleBook } from '../access/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import type { RecordId, Resource } from '../operation/index.ts'
import {
  type ApiKeys,
  activeOrganisation,
  cookieName,
  createApiKeys,
  createOwnTokens,
  createSessionCookie,
  createSessions,
  deriveSecret,
  noTenant,
  type OwnTokens,
  type SessionCookie,
  type Sessions,
  type SessionTenant,
  standingUser,
} from './callers/index.ts'
import { type AccountMail, createAccountMail } from './flows/index.ts'
import { createPasswordHasher, createWorkQueue, type PasswordHasher } from './password/index.ts'
import type { AccountsOptions } from './settings.ts'
import {
  type AccountStore,
  createAccountStore,
  createNotedErrors,
  createSignUps,
  createUserRoles,
  createUserRows,
  type NotedErrors,
  type SignUps,
  type UserRoles,
  type UserRows,
} from './store/index.ts'

/** What the accounts of one process are made of. */
export interface AccountParts {
  readonly options: AccountsOptions
  readonly database: Database
  readonly resource: Resource
  /** The ids of users are integers. */
  readonly usersAreCounted: boolean
  /** A user's id as the database has it. */
  idOf(userId: string): RecordId
  readonly store: AccountStore
  readonly errors: NotedErrors
  readonly users: UserRows
  readonly signUps: SignUps
  readonly roles: UserRoles
  readonly mail: AccountMail
  readonly hasher: PasswordHasher
  readonly sessions: Sessions
  /** The condition that this user may act. */
  stands(userId: Sql): Sql
  /** Missing where there are none. */
  readonly apiKeys: ApiKeys | undefined
  /** Missing where none are signed. */
  readonly ownTokens: OwnTokens | undefined
  readonly cookie: SessionCookie
  /** The secret of everything that is signed and encrypted here. */
  readonly secret: string
}

const hashing = { concurrency: 2, maxWaiting: 64 }

/** Puts the parts together. */
export function createAccountParts(options: AccountsOptions): AccountParts {
  const { definition, services, publicUrl } = options
  const { database } = services
  const { resource } = services.registry.get(definition.entity)
  const usersAreCounted = resource.key === 'integer'
  const secret = deriveSecret(options.secret)
  const store = createAccountStore(services)
  const errors = createNotedErrors()
  const signUps = createSignUps({ definition, resource, store })
  const mail = createAccountMail(options, store)
  const { blocked } = definition
  const book = createRoleBook(options.roles, options.roleSettings)
  const tenant = tenantOf(options, book)
  const lookup = { database, resource, blocked, rolesOf: book.rolesOf, tenant }
  const sessions = createSessions(lookup)
  const signs = definition.methods.includes('jwt')
  return {
    options,
    database,
    resource,
    usersAreCounted,
    idOf: (userId) => (usersAreCounted ? Number(userId) : userId),
    store,
    errors,
    stands: standingUser({ resource, blocked }),
    signUps,
    users: createUserRows({
      definition,
      resource,
      store,
      errors,
      signUps,
      tellTaken: (address) =>
        mail.send(definition.mails.accountExists, address, { link: publicUrl, minutes: 0 }),
    }),
    roles: createUserRoles(resource),
    mail,
    hasher: notingHasher(errors),
    sessions,
    ownTokens: signs
      ? createOwnTokens({
          database,
          sessions,
          issuer: `${publicUrl}/api/auth`,
          audience: publicUrl,
        })
      : undefined,
    apiKeys: definition.methods.includes('apiKeys') ? createApiKeys(lookup) : undefined,
    cookie: createSessionCookie({ name: cookieName(publicUrl), secret }),
    secret,
  }
}

/** Refuses a session to an account that is shut, by whatever method it is asked for. */
export async function refuseBlocked(
  { users, options }: AccountParts,
  userId: string,
): Promise<void> {
  const { blocked } = options.definition
  if (blocked === null) return
  const [user] = await users.find([whereId(userId)], 1)
  if (user?.[blocked] === true) {
    throw new AppError('forbidden', { message: 'This account is shut' })
  }
}

/** The condition that a user has this id. */
export function whereId(userId: string): Parameters<UserRows['find']>[0][number] {
  return { field: 'id', value: userId, operator: 'eq', connector: 'AND', mode: 'sensitive' }
}

/** What the hasher refuses is told as it is. */
function notingHasher(errors: NotedErrors): PasswordHasher {
  const hasher = createPasswordHasher(createWorkQueue(hashing))
  return {
    hash: (password) => errors.note(() => hasher.hash(password)),
    verify: (hash, password) => errors.note(() => hasher.verify(hash, password)),
    isForeign: hasher.isForeign,
    get slowestForeignMs() {
      return hasher.slowestForeignMs
    },
  }
}

/** Organisations are the tenants of the application, where it has both. */
export function hasTenantOrganisations({
  definition,
  services,
}: Pick<AccountsOptions, 'definition' | 'services'>): boolean {
  const hasTenants = services.registry.entities.some(({ resource }) => resource.tenant === 'id')
  return hasTenants && definition.methods.includes('organisations')
}

function tenantOf({ definition, services }: AccountsOptions, book: RoleBook): SessionTenant {
  return hasTenantOrganisations({ definition, services }) ? activeOrganisation(book) : noTenant
}
