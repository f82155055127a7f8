import type { Outbound } from '../outbound/index.ts'

/** The file that Google gives for a service account, as far as it is needed. */
export interface GoogleAccount {
  readonly project_id: string
  readonly client_email: string
  /** PKCS #8, PEM. */
  readonly private_key: string
  readonly private_key_id?: string | undefined
  readonly token_uri?: string | undefined
}

/** Access tokens for Google's services. */
export interface GoogleToken {
  /** The one at hand, or a new one when it ends within a minute. Asked for once, however many wait for it. */
  get(): Promise<string>
  forget(): void
}

interface HeldToken {
  readonly token: string
  readonly until: number
}

const scope = 'https://www.googleapis.com/auth/firebase.messaging'
const usualTokenUri = 'https://oauth2.googleapis.com/token'
const earlyMs = 60_000

/** Gets access tokens for a service account, by an assertion it signs itself (RFC 7523, RS256). */
export function createGoogleToken({
  outbound,
  account,
  now,
}: {
  outbound: Outbound
  account: GoogleAccount
  now: () => number
}): GoogleToken {
  let held: Promise<HeldToken> | undefined

  async function fetchToken(): Promise<HeldToken> {
    const url = account.token_uri ?? usualTokenUri
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await assertionOf(account, { audience: url, now }),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await outbound.send({ url, method: 'POST', headers, body: body.toString() })
    const { access_token: token, expires_in: seconds = 0 } = readToken(answer.body)
    if (answer.status !== 200 || typeof token !== 'string') {
      throw new Error(`Google gave no access token: ${answer.status}`)
    }
    return { token, until: now() + Number(seconds) * 1_000 - earlyMs }
  }

  return {
    async get() {
      const seen = held
      // What failed is not kept: the next one asks again.
      const known = await seen?.catch(() => undefined)
      if (known !== undefined && now() < known.until) return known.token
      if (held === seen) held = fetchToken()
      held ??= fetchToken()
      return (await held).token
    },
    forget() {
      held = undefined
    },
  }
}

async function assertionOf(
  account: GoogleAccount,
  { audience, now }: { audience: string; now: () => number },
): Promise<string> {
  const { importPKCS8, SignJWT } = await import('jose')
  const key = await importPKCS8(account.private_key, 'RS256')
  const seconds = Math.floor(now() / 1_000)
  return new SignJWT({ scope })
    .setProtectedHeader({
      alg: 'RS256',
      typ: 'JWT',
      ...(account.private_key_id !== undefined && { kid: account.private_key_id }),
    })
    .setIssuer(account.client_email)
    .setAudience(audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 3_600)
    .sign(key)
}

function readToken(body: Buffer): { access_token?: unknown; expires_in?: unknown } {
  try {
    return JSON.parse(body.toString()) as { access_token?: unknown; expires_in?: unknown }
  } catch {
    return {}
  }
}
