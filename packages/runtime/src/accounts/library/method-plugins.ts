import type { BetterAuthPlugin } from 'better-auth'
import type { LibrarySite } from './library-options.ts'

/** The parts of the library that the methods need; none is loaded that no method asks for. */
export async function methodPlugins(_site: LibrarySite): Promise<BetterAuthPlugin[]> {
  const { bearer } = await import('better-auth/plugins/bearer')
  return [bearer()]
}
