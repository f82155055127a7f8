import type { Caller, RoleBook } from '../../access/index.ts'
import type { Database } from '../../database/index.ts'
import { AppError, notFound } from '../../errors/index.ts'
import type { RecordId } from '../../operation/index.ts'
import type { UserRoles } from '../store/index.ts'
import type { AccountCall, AccountRoute } from './account-route.ts'

export interface RoleRoutesOptions {
  readonly database: Database
  readonly roles: UserRoles
  readonly book: RoleBook
  callerOf(call: AccountCall): Promise<Caller>
  /** Whether there is such a user, and its id as the database has it. */
  findUser(id: string): Promise<RecordId | undefined>
}

const manager = 'admin'

/** Who has which role: seen and changed by those whose own roles let them give some. */
export function roleRoutes(options: RoleRoutesOptions): AccountRoute[] {
  const { database, roles, book } = options

  async function subjectOf(call: AccountCall): Promise<{ id: RecordId; given: readonly string[] }> {
    const given = await givenBy(options, await options.callerOf(call))
    if (given.length === 0) {
      throw new AppError('forbidden', { message: 'You may give nobody a role' })
    }
    const { user = '' } = call.params
    const id = await options.findUser(user)
    if (id === undefined) throw notFound('user', user)
    return { id, given }
  }

  function roleOf({ params: { role = '' } }: AccountCall, given: readonly string[]): string {
    if (given.includes(role)) return role
    if (book.rolesOf([role]).length === 0) throw notFound('role', role)
    throw new AppError('forbidden', { message: `You may not give or take the role ${role}` })
  }

  const limit = 'other'
  return [
    {
      method: 'GET',
      path: '/roles/:user',
      limit,
      answer: async (call) =>
        Response.json({ data: await roles.of(database, (await subjectOf(call)).id) }),
    },
    {
      method: 'PUT',
      path: '/roles/:user/:role',
      limit,
      async answer(call) {
        const { id, given } = await subjectOf(call)
        await roles.grant(database, id, roleOf(call, given))
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'DELETE',
      path: '/roles/:user/:role',
      limit,
      async answer(call) {
        const { id, given } = await subjectOf(call)
        const role = roleOf(call, given)
        await database.transaction(async (transaction) => {
          const revoked = await roles.revoke(transaction, id, role)
          if (!revoked) throw notFound('role', role)
          if (role === manager && (await roles.count(transaction, role)) === 0) throw lastOne()
        })
        return new Response(null, { status: 204 })
      },
    },
  ]
}

/** The roles somebody may give. Those of a membership count in its tenant, and give nobody a role everywhere. */
async function givenBy(
  { book, database, roles, findUser }: RoleRoutesOptions,
  caller: Caller,
): Promise<readonly string[]> {
  if (caller.tenant === null) return book.grantedBy(caller.roles)
  const id = caller.id === null ? undefined : await findUser(caller.id)
  const own = id === undefined ? [] : book.rolesOf(await roles.of(database, id))
  return book.grantedBy(own.filter((role) => caller.hasRole(role)))
}

function lastOne(): AppError {
  return new AppError('conflict', { message: 'Nobody would be an administrator any more' })
}
