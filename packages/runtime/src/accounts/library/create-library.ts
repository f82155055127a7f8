import { betterAuth } from 'better-auth/minimal'
import { afterLibrary } from './after-library.ts'
import { beforeLibrary } from './before-library.ts'
import { type LibrarySite, libraryOptions } from './library-options.ts'
import { methodPlugins } from './method-plugins.ts'
import { createStoreAdapter } from './store-adapter.ts'

/** Better-auth, set up for one application. */
export interface Library {
  /** Answers a request under `/api/auth`. Throws what is neither an answer nor a refusal of its own. */
  handle(request: Request): Promise<Response>
  /** What the application says of itself as a provider of OpenID Connect. */
  describeProvider(): Promise<object>
  /** Gives a user a password, in place of another. */
  setPassword(userId: string, hash: string): Promise<void>
}

/** Better-auth as it could be set up when it was loaded. */
export interface LoadedLibrary extends Library {
  /** False while a provider of the model is missing, which was down. */
  readonly isWhole: boolean
}

/** Sets better-auth up. */
export async function createLibrary(site: LibrarySite): Promise<LoadedLibrary> {
  const auth = betterAuth({
    ...libraryOptions(site),
    database: createStoreAdapter(site.rows),
    hooks: { before: beforeLibrary(site), after: afterLibrary(site) },
    databaseHooks: { session: { create: { before: ({ userId }) => site.admit(userId) } } },
    plugins: await methodPlugins(site),
  })
  const { internalAdapter, socialProviders } = await auth.$context
  const wantsOidc = site.options.definition.methods.includes('oidc')
  return {
    isWhole: !wantsOidc || socialProviders.some(({ id }) => id === 'oidc'),
    handle: (request) => auth.handler(request),
    async describeProvider() {
      // Only there with its plug-in, which the types cannot know.
      const { getOpenIdConfig } = auth.api as unknown as { getOpenIdConfig?: () => Promise<object> }
      if (getOpenIdConfig === undefined) throw new Error('The application is no provider')
      return getOpenIdConfig()
    },
    async setPassword(userId, password) {
      const known = await internalAdapter.findCredentialAccount(userId)
      if (known) await internalAdapter.updatePassword(userId, password)
      else await internalAdapter.linkAccount({ userId, accountId: userId, providerId, password })
    },
  }
}

/** What the library calls an account with a password. */
const providerId = 'credential'
