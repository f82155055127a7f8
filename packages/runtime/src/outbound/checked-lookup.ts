import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'
import { notPublic } from './read-target.ts'

/** An address that a name resolved to. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Resolves a name to all of its addresses; rejects when there are none. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>

/** Resolves as every other program of the machine does. */
export const resolveBySystem: Resolve = async (host) => {
  const found = await systemLookup(host, { all: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/**
 * A `lookup` for sockets. It resolves once, for each connection, and refuses a name as soon as one of its addresses is
 * not public, so that the address that was checked is the one the socket connects to.
 */
export function createCheckedLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (found) => {
        if (found.some(({ address }) => !isPublicAddress(address))) {
          done(notPublic(host), '', 0)
        } else answer(host, found, { options, done })
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

/** The same without the check, for what the settings name. */
export function createPlainLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      (found) => answer(host, found, { options, done }),
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }
}

type LookupArguments = Parameters<LookupFunction>

function answer(
  host: string,
  found: readonly ResolvedAddress[],
  { options, done }: { options: LookupArguments[1]; done: LookupArguments[2] },
): void {
  const [first] = found
  if (first === undefined) {
    done(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), '', 0)
  } else if (options.all) done(null, [...found])
  else done(null, first.address, first.family)
}
