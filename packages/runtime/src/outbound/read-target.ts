import { isIP } from 'node:net'
import { OutboundError } from './outbound-error.ts'
import { isPublicAddress } from './public-address.ts'

/** Where a call goes, once its address was read and found good. */
export interface Target {
  readonly url: URL
  /** The host without the brackets of IPv6. */
  readonly host: string
  readonly port: number
  /** Named by the settings: it may be of this machine or network, and need no TLS. */
  readonly isAllowed: boolean
}

const maxUrlLength = 2_048
const lowestFreePort = 1_024

/** Free ports that speak other protocols, as in the list of the Fetch standard. */
const otherProtocols = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
])

/** Names that never leave a machine or its network (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const localNames = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/

/**
 * Reads where a call is to go. Throws an `OutboundError` for what may not be called: no TLS, credentials in the
 * address, names and addresses of this machine or its network, ports of other protocols. What a name resolves to is
 * checked later, when the connection is made. `allowed` has hosts with their ports, `localhost:4000`.
 */
export function readTarget(text: string, allowed: ReadonlySet<string>): Target {
  const url = parse(text)
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const isAllowed = allowed.has(`${url.hostname}:${port}`)
  if (url.protocol !== 'https:' && !(isAllowed && url.protocol === 'http:')) {
    throw refused('The address must begin with https://')
  }
  if (!isAllowed) checkPublic(host, port)
  return { url, host, port, isAllowed }
}

function parse(text: string): URL {
  // The parser takes some of these out and makes others a slash: an address that needs it means to be misread.
  if (text.length > maxUrlLength || !/^[\x21-\x5b\x5d-\x7e]+$/.test(text)) {
    throw refused('The address must be plain: no spaces, line ends, backslashes or other letters')
  }
  const url = URL.parse(text)
  if (url === null || !/^https?:\/\/[^/]/i.test(text)) throw refused('The address is not one')
  if (url.username !== '' || url.password !== '' || authorityOf(text).includes('@')) {
    throw refused('The address may hold no user and password')
  }
  return url
}

function authorityOf(text: string): string {
  return /^[^:]*:\/\/([^/?#]*)/.exec(text)?.[1] ?? ''
}

function checkPublic(host: string, port: number): void {
  const isUsual = port === 443 || (port >= lowestFreePort && !otherProtocols.has(port))
  if (!isUsual) throw refused(`Port ${port} is not one that is called`)
  if (isIP(host) !== 0) {
    if (!isPublicAddress(host)) throw notPublic(host)
    return
  }
  if (!host.includes('.') || host.endsWith('.') || localNames.test(host)) throw notPublic(host)
}

/** The refusal of a host that is of this machine or its network, by the name it was called. */
export function notPublic(host: string): OutboundError {
  return refused(`${host.slice(0, 100)} is not a public address`)
}

function refused(message: string): OutboundError {
  return new OutboundError('refused', message)
}
