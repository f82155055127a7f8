import { createAuthMiddleware } from 'better-auth/api'
import type { LibrarySite } from './library-options.ts'

type Middleware = ReturnType<typeof createAuthMiddleware>
type Call = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/** What is done when the library has worked on a request: a password that was hashed elsewhere is hashed as ours are. */
export function afterLibrary(site: LibrarySite): Middleware {
  return createAuthMiddleware(async (call) => {
    if (call.path === '/sign-in/email') await rehash(site, call)
  })
}

/** A second factor may still be asked for: the password was right all the same. */
async function rehash({ hasher }: LibrarySite, { body, context }: Call): Promise<void> {
  // Only a sign-in that compared such a hash can have one to replace.
  if (hasher.slowestForeignMs === 0) return
  const userId = context.newSession?.user.id
  const password: unknown = body?.password
  if (userId === undefined || typeof password !== 'string') return
  const account = await context.internalAdapter.findCredentialAccount(userId)
  const from = account?.password
  if (account == null || typeof from !== 'string' || !hasher.isForeign(from)) return
  // Not the one that a reset has set meanwhile.
  await context.adapter.updateMany({
    model: 'account',
    where: [
      { field: 'id', value: account.id },
      { field: 'password', value: from },
    ],
    update: { password: await hasher.hash(password) },
  })
}
