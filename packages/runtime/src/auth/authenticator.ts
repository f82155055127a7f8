import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'
import {
  anonymous,
  type Caller,
  createCaller,
  createRoleBook,
  type RoleBook,
  type RoleSettings,
} from '../access/index.ts'
import { AppError } from '../errors/index.ts'
import { createTokenCache } from './token-cache.ts'
import { createTokenKeys, type TokenKeySettings, type TokenKeys } from './token-keys.ts'

export interface AuthSettings extends TokenKeySettings {
  /** What `iss` must be. */
  readonly issuer?: string | undefined
  /** What `aud` must hold. */
  readonly audience?: string | undefined
  /** The roles the app declares; others in a token do not count. */
  readonly roles: readonly string[]
  /** What comes with each of them. */
  readonly roleSettings?: RoleSettings | undefined
  /** How far the issuer's clock may be off, in seconds. */
  readonly clockToleranceSeconds?: number
}

/** What of a request says who calls. */
export interface RequestHead {
  readonly method: string
  /** Path and query string. */
  readonly url: string
  readonly headers: { readonly [name: string]: string | string[] | undefined }
}

/** Says who calls. Accounts of the application's own plug in here. */
export interface Authenticator {
  /** Takes every other sign of a caller too, such as a cookie; missing where tokens are the only one. */
  of?(head: RequestHead): Caller | Promise<Caller>
  /**
   * The caller of an `Authorization` header: anonymous without one. Answers at once for a token it has seen.
   * Throws 401 for a header or token that is not valid, 503 when the issuer's keys cannot be fetched.
   */
  authenticate(authorization: string | undefined): Caller | Promise<Caller>
  /**
   * Who the request is from by now, for an answer that goes on: undefined where what it came with is worth nothing any more.
   * It counts as no use. Missing where `of` and `authenticate` count none either.
   */
  again?(head: RequestHead): Promise<Caller | undefined>
}

const maxRememberedTokens = 10_000
const maxIdLength = 255
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i

/** Checks bearer tokens as the settings say. Throws a `StartupError` when these are wrong. */
export function createAuthenticator(settings: AuthSettings): Authenticator {
  const keys = createTokenKeys(settings)
  const cache = createTokenCache(maxRememberedTokens)
  const book = createRoleBook(settings.roles, settings.roleSettings)
  const toleranceSeconds = settings.clockToleranceSeconds ?? 5
  const options = verifyOptions(settings, toleranceSeconds, keys?.algorithms ?? [])

  async function verify(authorization: string): Promise<Caller> {
    const token = bearer.exec(authorization)?.[1]
    if (token === undefined) throw invalid('The Authorization header must be: Bearer <token>')
    // Remembered in one form: spaces and capitals would make many entries of one token, as long as a header may be.
    const plain = `Bearer ${token}`
    const known = plain === authorization ? undefined : cache.get(plain, Date.now())
    if (known !== undefined) return known
    if (keys === undefined) throw invalid('This server has no key to check tokens with')
    const claims = await verifiedClaims(token, keys, options)
    const caller = callerOf(claims, book)
    const now = Date.now()
    const expiresMs = (claims.exp ?? 0) * 1000 + toleranceSeconds * 1000
    cache.set(plain, caller, Math.min(expiresMs, now + keys.maxTrustMs))
    return caller
  }

  return {
    authenticate(authorization) {
      if (authorization === undefined) return anonymous
      return cache.get(authorization, Date.now()) ?? verify(authorization)
    },
  }
}

function verifyOptions(
  { issuer, audience }: AuthSettings,
  clockTolerance: number,
  algorithms: readonly string[],
): JWTVerifyOptions {
  return {
    algorithms: [...algorithms],
    requiredClaims: ['exp', 'sub'],
    clockTolerance,
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  }
}

async function verifiedClaims(
  token: string,
  { key }: TokenKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  try {
    // The two overloads of jwtVerify differ in nothing but the kind of key.
    const { payload } =
      typeof key === 'function'
        ? await jwtVerify(token, key, options)
        : await jwtVerify(token, key, options)
    return payload
  } catch (error) {
    throw refusalOf(error)
  }
}

/** What is known to be the token's fault is a 401; all else is that the keys could not be had. */
function refusalOf(cause: unknown): AppError {
  if (cause instanceof errors.JWTExpired) return invalid('The token has expired', cause)
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return invalid(`The token's claim "${cause.claim}" is not acceptable`, cause)
  }
  const faults = [
    errors.JWTInvalid,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSNoMatchingKey,
    errors.JWKSMultipleMatchingKeys,
  ]
  if (faults.some((fault) => cause instanceof fault))
    return invalid('The token is not valid', cause)
  const message = 'Tokens cannot be checked at the moment'
  return new AppError('unavailable', { message, cause })
}

function callerOf(claims: JWTPayload, book: RoleBook): Caller {
  const id = claims.sub
  if (typeof id !== 'string' || id === '' || id.length > maxIdLength) {
    throw invalid(`The token's claim "sub" must be a text of 1 to ${maxIdLength} characters`)
  }
  return createCaller({ id, roles: book.rolesOf(rolesOf(claims)), tenant: tenantOf(claims) })
}

/** The tenant the issuer vouches for. A claim that is no id, as other issuers may use the word, is of none. */
function tenantOf({ tenant }: JWTPayload): string | null {
  const text = typeof tenant === 'number' ? String(tenant) : tenant
  return typeof text === 'string' && text !== '' && text.length <= maxIdLength ? text : null
}

/** `roles` as a list or one text, else `role`. Scopes are no roles. */
function rolesOf(claims: JWTPayload): readonly unknown[] {
  const claimed = claims.roles ?? claims.role ?? []
  return Array.isArray(claimed) ? claimed : [claimed]
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('unauthenticated', { message, ...(cause !== undefined && { cause }) })
}
