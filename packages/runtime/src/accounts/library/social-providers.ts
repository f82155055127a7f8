import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth'
import type { SocialMethod } from '../definition.ts'
import type { ProviderSettings, ProvidersSettings } from '../settings.ts'
import { describedProvider, descriptionOf } from './described-provider.ts'
import type { LibrarySite } from './library-options.ts'
import { oidcPerson } from './oidc-person.ts'

type Providers = NonNullable<BetterAuthOptions['socialProviders']>

/** What the library calls them. */
const names = {
  google: 'google',
  github: 'github',
  apple: 'apple',
  microsoft: 'microsoft',
  facebook: 'facebook',
  linkedin: 'linkedin',
  x: 'twitter',
} as const

/** The providers of the model, each with its identifier and secret from the settings. */
export function socialProviders({ options }: LibrarySite): Providers {
  const { definition, providers = {} } = options
  const known = definition.methods.filter((method): method is keyof typeof names => method in names)
  const entries = known.map((method) => {
    const { clientId, clientSecret } = settingsOf(providers, method)
    const disableSignUp = !definition.signUp
    return [names[method], { clientId, clientSecret, disableSignUp }]
  })
  return Object.fromEntries(entries) as Providers
}

/** Any other provider that speaks OpenID Connect, found by its issuer; none while it cannot be reached. */
export async function oidcPlugins({ options }: LibrarySite): Promise<BetterAuthPlugin[]> {
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth')
  const { clientId, clientSecret, issuer = '' } = settingsOf(options.providers ?? {}, 'oidc')
  const described = await describedProvider(issuer, options.log)
  if (described === undefined) return []
  return [
    genericOAuth({
      config: [
        {
          providerId: 'oidc',
          clientId,
          clientSecret,
          discoveryUrl: descriptionOf(issuer),
          scopes: ['openid', 'profile', 'email'],
          pkce: true,
          requireIdTokenVerification: true,
          getUserInfo: (tokens) => oidcPerson(tokens, described.userinfo),
          disableSignUp: !options.definition.signUp,
        },
      ],
    }),
  ]
}

function settingsOf(providers: ProvidersSettings, method: SocialMethod): ProviderSettings {
  const settings = providers[method]
  if (settings === undefined) throw new Error(`The provider "${method}" has no settings`)
  return settings
}
