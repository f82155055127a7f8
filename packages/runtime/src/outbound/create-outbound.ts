import { Agent, type IncomingHttpHeaders } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import {
  createCheckedLookup,
  createPlainLookup,
  type Resolve,
  resolveBySystem,
} from './checked-lookup.ts'
import { exchange, type Hop, type HopAnswer, type Line } from './exchange.ts'
import { OutboundError } from './outbound-error.ts'
import { readTarget, type Target } from './read-target.ts'

/** A call to somebody else. */
export interface OutboundRequest {
  readonly url: string
  /** `GET` unless told. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** Names in lower case. */
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | Uint8Array
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal | undefined
  /** How much of the answer is kept; the rest is not received. */
  readonly maxBytes?: number
}

/** What was answered. */
export interface OutboundAnswer extends HopAnswer {
  /** Where the answer came from, behind redirects. */
  readonly url: string
  readonly ms: number
}

/** The one way out of the process for calls to addresses that somebody else may have chosen. */
export interface Outbound {
  /** Calls, and follows up to three redirects, each checked like the first. Rejects with an `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundAnswer>
  /** Throws an `OutboundError` for an address that would be refused whatever it resolves to. */
  check(url: string): Target
  /** For connections that are not HTTP/1.1: resolves the host of a target, and refuses what is not public. */
  lookupFor(target: Target): LookupFunction
  /** Closes the connections that are kept open. */
  close(): void
}

export interface OutboundOptions {
  /** Hosts with their ports that may be of this machine or network, and need no TLS: `localhost:4000`. */
  readonly allow?: readonly string[]
  readonly resolve?: Resolve
  /** How long a connection may take to stand, in milliseconds; 5,000 unless told. */
  readonly connectMs?: number
  /** How long all of it may take, redirects too; 15,000 unless told. */
  readonly totalMs?: number
}

const usualMaxBytes = 65_536
const maxRedirects = 3
const idleMs = 4_000
/** How long one of several addresses of a name is waited for before the next is tried too. */
const attemptMs = 1_000
const maxIdleConnections = 16

/** Makes the way out. Connections stay open for four seconds after an answer, for the next call to the same host. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { totalMs = 15_000 } = options
  const ways = openWays(options)
  return {
    async send({ url, method = 'GET', headers = {}, body, signal, maxBytes = usualMaxBytes }) {
      const begun = performance.now()
      const target = readTarget(url, ways.allowed)
      const limit = startLimit(totalMs, signal)
      const sending = { signal: limit.signal, maxBytes }
      try {
        const answer = await follow(ways, { target, method, headers, body }, sending)
        return { ...answer, ms: Math.round(performance.now() - begun) }
      } finally {
        limit.end()
      }
    },
    check: (url) => readTarget(url, ways.allowed),
    lookupFor: ways.lookupFor,
    close() {
      for (const agent of Object.values(ways.agents)) agent.destroy()
    },
  }
}

/** What all calls share. */
interface Ways {
  readonly allowed: ReadonlySet<string>
  readonly agents: { readonly 'http:': Agent; readonly 'https:': TlsAgent }
  readonly connectMs: number
  lookupFor(target: Target): LookupFunction
}

function openWays({ allow, resolve = resolveBySystem, connectMs = 5_000 }: OutboundOptions): Ways {
  const pool = {
    keepAlive: true,
    timeout: idleMs,
    maxFreeSockets: maxIdleConnections,
    autoSelectFamilyAttemptTimeout: attemptMs,
  }
  const lookups = { checked: createCheckedLookup(resolve), plain: createPlainLookup(resolve) }
  return {
    allowed: new Set(allow),
    agents: { 'http:': new Agent(pool), 'https:': new TlsAgent(pool) },
    connectMs,
    lookupFor: ({ isAllowed }) => (isAllowed ? lookups.plain : lookups.checked),
  }
}

type Sending = Pick<Line, 'signal' | 'maxBytes'>

/** Sends, and goes where answers send it, as far as that is allowed. */
async function follow(
  ways: Ways,
  first: Hop,
  sending: Sending,
): Promise<HopAnswer & { url: string }> {
  let hop = first
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange(hop, lineTo(ways, hop.target, sending))
    const location = redirectOf(hop, answer)
    if (location === undefined) return { ...answer, url: hop.target.url.href }
    if (redirects === maxRedirects) {
      throw new OutboundError('redirects', `Redirected more than ${maxRedirects} times`)
    }
    hop = redirected(hop, readTarget(location, ways.allowed))
  }
}

function lineTo({ agents, connectMs, lookupFor }: Ways, target: Target, sending: Sending): Line {
  const agent = agents[target.url.protocol as keyof typeof agents]
  return { ...sending, agent, lookup: lookupFor(target), connectMs }
}

/** A signal that aborts when the time is up, or with the one that was handed in. */
function startLimit(
  totalMs: number,
  outer: AbortSignal | undefined,
): { signal: AbortSignal; end(): void } {
  const limit = new AbortController()
  const timer = setTimeout(() => {
    limit.abort(new OutboundError('timeout', `No answer within ${totalMs} ms`))
  }, totalMs)
  const stop = (): void => {
    limit.abort(new OutboundError('aborted', 'The call was given up', { cause: outer?.reason }))
  }
  if (outer?.aborted) stop()
  else outer?.addEventListener('abort', stop, { once: true })
  return {
    signal: limit.signal,
    end() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', stop)
    },
  }
}

const keepsMethod = new Set([307, 308])
const asksAgain = new Set([301, 302, 303, 307, 308])

/** Where an answer sends the call; undefined for one that stands. A write is never made a read on the way. */
function redirectOf({ method, target }: Hop, answer: HopAnswer): string | undefined {
  const { location } = answer.headers as IncomingHttpHeaders
  const isRead = method === 'GET' || method === 'HEAD'
  const follows = isRead ? asksAgain : keepsMethod
  if (location === undefined || !follows.has(answer.status)) return undefined
  // Relative to where we are, but never repaired: an absolute one is checked as it is written.
  if (/^[a-z][a-z\d+.-]*:/i.test(location)) return location
  const whole = /^[\x21-\x5b\x5d-\x7e]+$/.test(location)
    ? URL.parse(location, target.url.href)
    : null
  if (whole === null) throw new OutboundError('refused', 'Redirected to what is no address')
  return whole.href
}

const credentials = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Another origin is told nothing that was meant for the first. */
function redirected(hop: Hop, target: Target): Hop {
  if (target.url.origin === hop.target.url.origin) return { ...hop, target }
  const kept = Object.entries(hop.headers).filter(([name]) => !credentials.has(name.toLowerCase()))
  return { ...hop, target, headers: Object.fromEntries(kept) }
}
