import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { createRecent } from '../../recent/index.ts'

/** The cookie of a session: its name, and what it says. */
export interface SessionCookie {
  readonly name: string
  /** The value of the cookie in a `Cookie` header, not checked yet; undefined without one. */
  valueIn(header: string): string | undefined
  /** The token in the value; undefined for one that was not signed here. */
  tokenOf(value: string): string | undefined
}

const maxRemembered = 20_000

/** Reads the cookies that the library signs: `token.signature`, percent-encoded. */
export function createSessionCookie({
  name,
  secret,
}: {
  name: string
  secret: string
}): SessionCookie {
  const start = `${name}=`
  // A signature that was right stays right: whose session it is, and whether it lasts, is asked elsewhere.
  const verified = createRecent<string, string>(maxRemembered)
  return {
    name,
    valueIn(header) {
      for (const part of header.split(';')) {
        const cookie = part.trim()
        if (cookie.startsWith(start)) return cookie.slice(start.length)
      }
      return undefined
    },
    tokenOf(value) {
      const known = verified.get(value)
      if (known !== undefined) return known
      const token = verify(value, secret)
      if (token !== undefined) verified.set(value, token)
      return token
    },
  }
}

/** The prefix makes browsers refuse the cookie from anywhere else, and over anything but TLS. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-session' : 'session'
}

/** One of its own, so that no token of another kind is taken for one of these. */
export function deriveSecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'cambium accounts', 32)).toString('base64url')
}

/** The cookie of a session as a browser sends it; `secret` is what `deriveSecret` made. */
export function signedCookie(
  token: string,
  { name, secret }: { name: string; secret: string },
): string {
  return `${name}=${encodeURIComponent(`${token}.${signatureOf(token, secret).toString('base64')}`)}`
}

function signatureOf(token: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(token).digest()
}

/** The token of a value whose signature is right. */
function verify(value: string, secret: string): string | undefined {
  const decoded = decode(value)
  const dot = decoded.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = decoded.slice(0, dot)
  const expected = signatureOf(token, secret)
  const given = Buffer.from(decoded.slice(dot + 1), 'base64')
  const isRight = given.length === expected.length && timingSafeEqual(given, expected)
  return isRight ? token : undefined
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
