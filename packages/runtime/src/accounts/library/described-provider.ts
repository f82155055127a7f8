import type { Logger } from '../../log/index.ts'

const waitMs = 3_000

/** Where a provider of OpenID Connect describes itself. */
export function descriptionOf(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** What a provider says of itself, as far as it is needed beside the library. */
export interface DescribedProvider {
  readonly userinfo: string | undefined
}

/**
 * What the provider says of itself now; undefined where it is not the one it is meant to be, or does not answer. One that
 * is down, or that hangs, keeps nobody from signing in by other methods.
 */
export async function describedProvider(
  issuer: string,
  log: Logger,
): Promise<DescribedProvider | undefined> {
  try {
    const response = await fetch(descriptionOf(issuer), { signal: AbortSignal.timeout(waitMs) })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
    return readDescription(issuer, await response.json())
  } catch (error) {
    log.warn(
      { issuer, err: error },
      'the provider of "oidc" cannot be used: it is asked again when somebody signs in with it',
    )
    return undefined
  }
}

/** A description is good only for the issuer that it names. */
function readDescription(issuer: string, description: unknown): DescribedProvider {
  const { issuer: named, userinfo_endpoint: userinfo } = (description ?? {}) as Description
  if (typeof named !== 'string' || bare(named) !== bare(issuer)) {
    throw new Error(`its description is of the issuer ${JSON.stringify(named)}`)
  }
  return { userinfo: typeof userinfo === 'string' ? userinfo : undefined }
}

interface Description {
  readonly issuer?: unknown
  readonly userinfo_endpoint?: unknown
}

function bare(issuer: string): string {
  return issuer.replace(/\/$/, '')
}
