import { createSecretKey, type KeyObject } from 'node:crypto'
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'
import { StartupError } from '../errors/index.ts'

/** What tokens are checked with: exactly one of the two. */
export interface TokenKeySettings {
  /** The shared secret of HS256 tokens, 32 bytes at least. */
  readonly secret?: string | undefined
  /** Where the issuer publishes its public keys. */
  readonly jwksUrl?: string | undefined
}

/** The key of a token, the algorithms it may name, and how long one check of it may be trusted. */
export interface TokenKeys {
  readonly algorithms: readonly string[]
  readonly key: KeyObject | JWTVerifyGetKey
  readonly maxTrustMs: number
}

const minSecretBytes = 32
const jwksTimeoutMs = 5_000
/** A key its issuer withdrew opens nothing any more after this time. */
const jwksMaxAgeMs = 600_000

/**
 * Settings to keys; undefined when nothing is set, so that no token can be checked. Throws a `StartupError` when the
 * settings are wrong. The algorithms follow from the kind of key, never from the token.
 */
export function createTokenKeys({ secret, jwksUrl }: TokenKeySettings): TokenKeys | undefined {
  if (secret !== undefined && jwksUrl !== undefined) {
    throw new StartupError(
      'AUTH_SECRET and AUTH_JWKS_URL are both set: tokens are checked with one or the other',
    )
  }
  if (secret !== undefined) return secretKeys(secret)
  if (jwksUrl !== undefined) return jwksKeys(jwksUrl)
  return undefined
}

/** The key of a shared secret; throws when it is shorter than 32 bytes. */
export function secretKey(secret: string): KeyObject {
  const bytes = Buffer.from(secret)
  if (bytes.length < minSecretBytes) {
    throw new StartupError(
      `AUTH_SECRET must have at least ${minSecretBytes} bytes, it has ${bytes.length}`,
    )
  }
  return createSecretKey(bytes)
}

function secretKeys(secret: string): TokenKeys {
  return { algorithms: ['HS256'], key: secretKey(secret), maxTrustMs: Number.POSITIVE_INFINITY }
}

function jwksKeys(jwksUrl: string): TokenKeys {
  const url = URL.parse(jwksUrl)
  if (url === null || !isSafe(url)) {
    throw new StartupError('AUTH_JWKS_URL must be an https address (http only on this machine)')
  }
  const key = createRemoteJWKSet(url, {
    timeoutDuration: jwksTimeoutMs,
    cacheMaxAge: jwksMaxAgeMs,
  })
  return { algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'], key, maxTrustMs: jwksMaxAgeMs }
}

function isSafe(url: URL): boolean {
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}
