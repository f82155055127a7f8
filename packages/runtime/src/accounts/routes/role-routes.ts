import type { Caller } from '../../access/index.ts'
import type { Database } from '../../database/index.ts'
import { AppError, notFound } from '../../errors/index.ts'
import type { RecordId } from '../../operation/index.ts'
import type { UserRoles } from '../store/index.ts'
import type { AccountCall, AccountRoute } from './account-route.ts'

export interface RoleRoutesOptions {
  readonly database: Database
  readonly roles: UserRoles
  /** The roles the application declares. */
  readonly declared: readonly string[]
  callerOf(call: AccountCall): Promise<Caller>
  /** Whether there is such a user, and its id as the database has it. */
  findUser(id: string): Promise<RecordId | undefined>
}

const manager = 'admin'

/** Who has which role: seen and changed by administrators. */
export function roleRoutes(options: RoleRoutesOptions): AccountRoute[] {
  const { database, roles } = options

  async function subjectOf(call: AccountCall): Promise<RecordId> {
    const caller = await options.callerOf(call)
    if (!caller.hasRole(manager)) {
      throw new AppError('forbidden', { message: 'Roles are managed by administrators' })
    }
    const { user = '' } = call.params
    const id = await options.findUser(user)
    if (id === undefined) throw notFound('user', user)
    return id
  }

  function roleOf({ params: { role = '' } }: AccountCall): string {
    if (!options.declared.includes(role)) throw notFound('role', role)
    return role
  }

  const limit = 'other'
  return [
    {
      method: 'GET',
      path: '/roles/:user',
      limit,
      answer: async (call) =>
        Response.json({ data: await roles.of(database, await subjectOf(call)) }),
    },
    {
      method: 'PUT',
      path: '/roles/:user/:role',
      limit,
      async answer(call) {
        const user = await subjectOf(call)
        await roles.grant(database, user, roleOf(call))
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'DELETE',
      path: '/roles/:user/:role',
      limit,
      async answer(call) {
        const user = await subjectOf(call)
        const role = roleOf(call)
        await database.transaction(async (transaction) => {
          const revoked = await roles.revoke(transaction, user, role)
          if (!revoked) throw notFound('role', role)
          if (role === manager && (await roles.count(transaction, role)) === 0) throw lastOne()
        })
        return new Response(null, { status: 204 })
      },
    },
  ]
}

function lastOne(): AppError {
  return new AppError('conflict', { message: 'Nobody would be an administrator any more' })
}
