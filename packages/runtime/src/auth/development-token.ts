import { SignJWT } from 'jose'
import { secretKey } from './token-keys.ts'

export interface DevelopmentTokenOptions {
  readonly secret: string
  /** The caller's id, the token's `sub`. */
  readonly id: string
  readonly roles?: readonly string[]
  /** The tenant the caller acts for. */
  readonly tenant?: string | undefined
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
  /** 30 days unless told. */
  readonly expiresInSeconds?: number
}

/** Signs an HS256 token for tests and for trying things out; real ones come from an issuer. */
export function signDevelopmentToken(options: DevelopmentTokenOptions): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const { tenant } = options
  const claims = { roles: [...(options.roles ?? [])], ...(tenant !== undefined && { tenant }) }
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(options.id)
    .setIssuedAt(now)
    .setExpirationTime(now + (options.expiresInSeconds ?? 30 * 86_400))
  if (options.issuer !== undefined) token.setIssuer(options.issuer)
  if (options.audience !== undefined) token.setAudience(options.audience)
  return token.sign(secretKey(options.secret))
}
