import { type Caller, createRoleBook } from '../access/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { AppError } from '../errors/index.ts'
import { type AccountParts, hasTenantOrganisations, whereId } from './account-parts.ts'
import type { FirstAdmin } from './flows/index.ts'
import type { Library } from './library/index.ts'
import {
  failureRoutes,
  firstAdminRoutes,
  newPasswordRoutes,
  providerPageRoutes,
  secondFactorRoutes,
} from './pages/index.ts'
import {
  type AccountCall,
  type AccountRoute,
  apiKeyRoutes,
  libraryRoutes,
  roleRoutes,
  sessionRoutes,
} from './routes/index.ts'

/** What the routes answer with beside the parts. */
export interface RoutesSite {
  readonly parts: AccountParts
  readonly library: Library
  readonly firstAdmin: FirstAdmin
  readonly authenticator: Authenticator
  /** Hands a call to the library. */
  ask(call: AccountCall): Promise<Response>
}

/** Every address of the accounts: those the library answers, and our own. */
export function accountRoutes(site: RoutesSite): AccountRoute[] {
  const { parts, library, firstAdmin, authenticator, ask } = site
  const { options, database, cookie, usersAreCounted, users, roles } = parts
  const { definition } = options

  async function callerOf(call: AccountCall): Promise<Caller & { readonly id: string }> {
    const caller = await authenticator.of?.(call)
    if (caller?.id == null) throw new AppError('unauthenticated')
    return { ...caller, id: caller.id }
  }

  async function findUser(id: string): Promise<string | number | undefined> {
    const [user] = await users.find([whereId(id)], 1)
    return user && parts.idOf(String(user.id))
  }

  const book = createRoleBook(options.roles, options.roleSettings)
  const hasPasswords = definition.methods.includes('password')
  const reset = (call: AccountCall, body: object): Promise<Response> =>
    ask({ ...call, url: '/api/auth/reset-password', headers: asJson(call), body })
  const send = (call: AccountCall, path: string, body: object): Promise<Response> =>
    ask({ ...call, url: `/api/auth${path}`, headers: asJson(call), body })
  return [
    ...libraryRoutes(definition),
    ...sessionRoutes({ database, cookie, usersAreCounted, callerOf }),
    ...roleRoutes({ database, roles, book, callerOf, findUser }),
    ...firstAdminRoutes((request) => firstAdmin.become(request)),
    ...(hasPasswords ? newPasswordRoutes(reset) : []),
    ...(definition.methods.includes('totp') ? secondFactorRoutes({ send }) : []),
    ...failureRoutes(options.pages?.error),
    ...(definition.methods.includes('oidcProvider')
      ? providerRoutes(library, { send, asksForCode: definition.methods.includes('totp') })
      : []),
    ...(parts.apiKeys
      ? apiKeyRoutes({
          database,
          usersAreCounted,
          hasTenants: hasTenantOrganisations(options),
          callerOf,
        })
      : []),
  ]
}

function providerRoutes(
  library: Library,
  site: Parameters<typeof providerPageRoutes>[0],
): AccountRoute[] {
  return [
    {
      method: 'GET',
      path: '/.well-known/openid-configuration',
      limit: 'other',
      answer: async () => Response.json(await library.describeProvider()),
    },
    ...providerPageRoutes(site),
  ]
}

function asJson({ headers }: AccountCall): AccountCall['headers'] {
  return { ...headers, 'content-type': 'application/json' }
}
