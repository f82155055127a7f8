import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { Caller } from '../../access/index.ts'
import { columns, instant, type Queryable, sql } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import type { Sessions } from './sessions.ts'

/** Checks the tokens that the application signs for its own sessions. */
export interface OwnTokens {
  /** Whether it says that it was signed here; nothing else of it is believed yet. */
  isOwn(token: string): boolean
  /** The caller, while the session lasts that the token was signed for. Throws 401. */
  callerOf(token: string): Promise<Caller>
}

export interface OwnTokensOptions {
  readonly database: Queryable
  readonly sessions: Sessions
  readonly issuer: string
  readonly audience: string
}

/** What tells a token of a session from those that are signed for others. */
export const sessionUse = 'session'

const keysMaxAgeMs = 60_000
const clockToleranceSeconds = 5

/** Tokens are short-lived, and worth nothing when their session has ended. */
export function createOwnTokens({
  database,
  sessions,
  issuer,
  audience,
}: OwnTokensOptions): OwnTokens {
  let keys: { readonly set: ReturnType<typeof createLocalJWKSet>; readonly at: number } | undefined

  async function keySet(): Promise<ReturnType<typeof createLocalJWKSet>> {
    if (keys !== undefined && Date.now() - keys.at < keysMaxAgeMs) return keys.set
    keys = { set: createLocalJWKSet(await readKeys(database)), at: Date.now() }
    return keys.set
  }

  async function verified(token: string): Promise<JWTPayload> {
    const options = {
      issuer,
      audience,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp'],
    }
    try {
      return (await jwtVerify(token, await keySet(), options)).payload
    } catch (error) {
      // A key may have come since they were read.
      if (keys === undefined || Date.now() - keys.at < 1_000) throw invalid(error)
      keys = undefined
      return jwtVerify(token, await keySet(), options).then(
        ({ payload }) => payload,
        (cause: unknown) => Promise.reject(invalid(cause)),
      )
    }
  }

  return {
    isOwn(token) {
      try {
        return decodeJwt(token).iss === issuer
      } catch {
        return false
      }
    },
    async callerOf(token) {
      const { sid, use } = await verified(token)
      if (use !== sessionUse || typeof sid !== 'string') throw invalid()
      const caller = await sessions.callerOfSession(sid)
      if (caller === undefined) throw invalid()
      return caller
    },
  }
}

const keyColumns = columns<{ expiresAt: string | null }>('auth_jwks', {
  expiresAt: instant('expires_at'),
})

/** A key signs nothing any more when it is old, and what it signed lasts a quarter of an hour. */
const graceMs = 3_600_000

async function readKeys(database: Queryable): Promise<JSONWebKeySet> {
  const since = new Date(Date.now() - graceMs).toISOString()
  const rows = await database.all<{ id: string; publicKey: string; alg: string | null }>(sql`
    select "id", "public_key" as "publicKey", "alg" from "auth_jwks"
    where "expires_at" is null or "expires_at" > ${keyColumns.encode('expiresAt', since)}
  `)
  return {
    keys: rows.map(({ id, publicKey, alg }) => ({
      ...JSON.parse(publicKey),
      kid: id,
      alg: alg ?? 'EdDSA',
    })),
  }
}

function invalid(cause?: unknown): AppError {
  return new AppError('unauthenticated', {
    message: 'The token is not good, or not any more',
    cause,
  })
}
