import { decodeJwt } from 'jose'

/** What the provider answered for a code. */
interface Tokens {
  readonly idToken?: string | undefined
  readonly accessToken?: string | undefined
}

/** Who somebody is, in the words of the library. */
export interface OidcPerson {
  readonly [claim: string]: unknown
  readonly id: string
  readonly email?: string
  readonly emailVerified: boolean
}

interface Claims {
  readonly [name: string]: unknown
  readonly sub?: unknown
  readonly email?: unknown
  readonly email_verified?: unknown
  readonly picture?: unknown
}

const waitMs = 10_000

/**
 * Who came back from a provider: by the token that was checked to be of this provider, for this application and this
 * visit, and by what else the provider says of the same person. Nobody where there is no such token.
 */
export async function oidcPerson(
  { idToken, accessToken }: Tokens,
  userinfo: string | undefined,
): Promise<OidcPerson | null> {
  if (idToken === undefined) return null
  const proven: Claims = decodeJwt(idToken)
  if (typeof proven.sub !== 'string') return null
  if (typeof proven.email === 'string' || !userinfo || !accessToken) return personOf(proven)
  const told = await askOf(userinfo, accessToken)
  // What is said of somebody else is not of who was proven.
  return told?.sub === proven.sub ? personOf({ ...told, ...proven }) : null
}

async function askOf(userinfo: string, accessToken: string): Promise<Claims | undefined> {
  const headers = { authorization: `Bearer ${accessToken}` }
  const response = await fetch(userinfo, { headers, signal: AbortSignal.timeout(waitMs) }).catch(
    () => undefined,
  )
  if (!response?.ok) return undefined
  return (await response.json().catch(() => undefined)) as Claims | undefined
}

function personOf(claims: Claims): OidcPerson {
  const { email, picture, ...others } = claims
  return {
    ...others,
    id: String(claims.sub),
    ...(typeof email === 'string' && { email }),
    ...(typeof picture === 'string' && { image: picture }),
    emailVerified: claims.email_verified === true,
  }
}
