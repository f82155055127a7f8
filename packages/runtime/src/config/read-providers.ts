import type { ProvidersConfig } from './config.ts'
import type { VariableName, Variables } from './variables.ts'

const providerNames = [
  'google',
  'github',
  'apple',
  'microsoft',
  'facebook',
  'linkedin',
  'x',
  'oidc',
] as const

/** A provider that users may sign in with. */
export type ProviderName = (typeof providerNames)[number]

/** Whether a method of signing in is a provider. */
export function isProviderName(method: string): method is ProviderName {
  return (providerNames as readonly string[]).includes(method)
}

/** What each provider knows the application by; those that nothing is set of are left out. */
export function readProviders(variables: Variables): ProvidersConfig {
  const issuer = readIssuer(variables)
  const entries = providerNames.flatMap((name) => {
    const prefix = name.toUpperCase() as Uppercase<typeof name>
    const clientId = variables.get(`${prefix}_CLIENT_ID`)
    const clientSecret = variables.get(`${prefix}_CLIENT_SECRET`)
    if (clientId === undefined && clientSecret === undefined) return []
    const missing: VariableName =
      clientId === undefined ? `${prefix}_CLIENT_ID` : `${prefix}_CLIENT_SECRET`
    if (clientId === undefined || clientSecret === undefined) {
      variables.refuse(`${missing} must be set too: one is of no use without the other.`)
      return []
    }
    if (name === 'oidc' && issuer === undefined) {
      variables.refuse('OIDC_ISSUER must be set too: it says where the provider is.')
    }
    return [[name, { clientId, clientSecret, issuer: name === 'oidc' ? issuer : undefined }]]
  })
  return Object.fromEntries(entries)
}

/** A provider without TLS could be anybody; only this machine itself is trusted. */
function readIssuer(variables: Variables): string | undefined {
  const text = variables.get('OIDC_ISSUER')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '')
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) {
    variables.refuse('OIDC_ISSUER must be an https:// address.')
  }
  return text
}
