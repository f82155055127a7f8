import { AppError } from '../../errors/index.ts'
import type { Library, LoadedLibrary } from './create-library.ts'
import type { LibrarySite } from './library-options.ts'

const retryMs = 1_000
const retrySeconds = 5
const ofProviders = /\/(?:sign-in\/social|link-social|callback\/[^/]*)$/

/**
 * Better-auth, loaded with the first call that needs it: it takes half a second and 40 MB, and who is signed in already
 * is known without it. What goes wrong while it loads is thrown to each call, and tried again with the next one. A provider
 * that was down is asked again by who wants to sign in with one.
 */
export function createLateLibrary(site: () => LibrarySite): Library {
  let loading: Promise<LoadedLibrary> | undefined
  let again: Promise<LoadedLibrary> | undefined
  let triedAt = 0

  async function load(): Promise<LoadedLibrary> {
    const { createLibrary } = await import('./create-library.ts')
    try {
      return await createLibrary(site())
    } finally {
      triedAt = performance.now()
    }
  }

  function library(): Promise<LoadedLibrary> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  /** With every provider that answers now; whoever needs none of them goes on with what there is. */
  async function completed(): Promise<LoadedLibrary> {
    const loaded = await library()
    if (loaded.isWhole || performance.now() - triedAt < retryMs) return loaded
    again ??= load().finally(() => {
      again = undefined
    })
    const next = await again
    loading = Promise.resolve(next)
    return next
  }

  async function handle(request: Request): Promise<Response> {
    if (!ofProviders.test(new URL(request.url).pathname)) return (await library()).handle(request)
    const loaded = await completed()
    const response = await loaded.handle(request)
    if (response.status === 404 && !loaded.isWhole) throw unreachable()
    return response
  }

  return {
    handle,
    describeProvider: async () => (await library()).describeProvider(),
    setPassword: async (userId, hash) => (await library()).setPassword(userId, hash),
  }
}

function unreachable(): AppError {
  return new AppError('unavailable', {
    message: 'The provider does not answer now: try again later',
    details: { retryAfter: retrySeconds },
  })
}
