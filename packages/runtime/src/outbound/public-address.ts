import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Public to look at, and answered inside a cloud: 168.63.129.16 is the host of a machine at Azure. */
const insideClouds = new Set(['168.63.129.16'])

/** `2000::/3`: the first three bits are 001. */
const isGlobalUnicast = (address: ipaddr.IPv6): boolean => (address.parts[0] ?? 0) >> 13 === 1

/**
 * True for an address anybody on the Internet can reach. False for what leads into this machine or its network, in
 * every form of it: private, loopback, link-local, shared (CGNAT), multicast, reserved, `0.0.0.0`, `::`, and IPv4 that
 * is carried in IPv6 (mapped, NAT64, 6to4, Teredo), whatever IPv4 address it is.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed instanceof ipaddr.IPv4) return !insideClouds.has(parsed.toString())
  return isGlobalUnicast(parsed)
}
