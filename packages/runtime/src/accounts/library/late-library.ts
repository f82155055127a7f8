import type { Library } from './create-library.ts'
import type { LibrarySite } from './library-options.ts'

/**
 * Better-auth, loaded with the first call that needs it: it takes half a second and 40 MB, and who is signed in already
 * is known without it. What goes wrong while it loads is thrown to each call, and tried again with the next one.
 */
export function createLateLibrary(site: () => LibrarySite): Library {
  let loading: Promise<Library> | undefined

  async function load(): Promise<Library> {
    const { createLibrary } = await import('./create-library.ts')
    return createLibrary(site())
  }

  function library(): Promise<Library> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  return {
    handle: async (request) => (await library()).handle(request),
    describeProvider: async () => (await library()).describeProvider(),
    setPassword: async (userId, hash) => (await library()).setPassword(userId, hash),
  }
}
