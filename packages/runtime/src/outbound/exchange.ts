import type { Agent } from 'node:http'
import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http'
import { request as requestOverTls } from 'node:https'
import type { LookupFunction, Socket } from 'node:net'
import { OutboundError } from './outbound-error.ts'
import { isPublicAddress } from './public-address.ts'
import { notPublic, type Target } from './read-target.ts'

/** One request as it is sent to one address. */
export interface Hop {
  readonly target: Target
  readonly method: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string | Uint8Array | undefined
}

/** How it is sent. */
export interface Line {
  readonly agent: Agent
  readonly lookup: LookupFunction
  readonly connectMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** What came back from one address. */
export interface HopAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** There was more than is kept. */
  readonly isCut: boolean
}

/** Sends one request and reads its answer, up to `maxBytes` of it. A connection that was kept too long is replaced once. */
export async function exchange(hop: Hop, line: Line): Promise<HopAnswer> {
  try {
    return await exchangeOnce(hop, line)
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    return exchangeOnce(hop, line)
  }
}

class StaleConnection extends Error {}

function exchangeOnce(hop: Hop, line: Line): Promise<HopAnswer> {
  return new Promise((resolve, reject) => {
    const sent = open(hop, line)
    const patience = setTimeout(() => {
      sent.destroy(new OutboundError('timeout', `No connection within ${line.connectMs} ms`))
    }, line.connectMs)
    const refuse = (error: Error): void => {
      clearTimeout(patience)
      reject(line.signal.aborted ? line.signal.reason : faultOf(error, sent, hop.target))
    }
    sent.on('socket', (socket) => {
      if (sent.reusedSocket) return clearTimeout(patience)
      socket.once('connect', () => checkConnected(socket, hop.target, sent))
      const standing = hop.target.url.protocol === 'https:' ? 'secureConnect' : 'connect'
      socket.once(standing, () => clearTimeout(patience))
    })
    sent.on('error', refuse)
    sent.on('response', (response) => {
      clearTimeout(patience)
      readAnswer(response, line.maxBytes).then(resolve, refuse)
    })
    sent.end(hop.body)
  })
}

function open({ target, method, headers, body }: Hop, line: Line): ClientRequest {
  const { url } = target
  const send = url.protocol === 'https:' ? requestOverTls : request
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  return send(url, {
    method,
    headers: { ...headers, ...length },
    agent: line.agent,
    lookup: line.lookup,
    signal: line.signal,
  })
}

/** What was checked is what was connected to: should that ever not be so, nothing is read from there. */
function checkConnected(socket: Socket, target: Target, sent: ClientRequest): void {
  const { remoteAddress } = socket
  if (target.isAllowed || remoteAddress === undefined || isPublicAddress(remoteAddress)) return
  sent.destroy(notPublic(target.host))
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<HopAnswer> {
  const chunks: Buffer[] = []
  let left = maxBytes
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, left))
    left -= chunk.length
    // Leaving the loop closes the connection: what comes after is not even received.
    if (left < 0) break
  }
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
    isCut: left < 0,
  }
}

const brokenCodes = new Set(['ECONNRESET', 'EPIPE'])

function faultOf(error: NodeJS.ErrnoException, sent: ClientRequest, { host }: Target): Error {
  if (error instanceof OutboundError) return error
  if (sent.reusedSocket && brokenCodes.has(error.code ?? '')) return new StaleConnection()
  return new OutboundError('unreachable', sentenceOf(error, host.slice(0, 100)), { cause: error })
}

function sentenceOf({ code = '' }: NodeJS.ErrnoException, host: string): string {
  if (['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'ESERVFAIL'].includes(code)) {
    return `The name ${host} is not known`
  }
  if (code === 'ECONNREFUSED') return `Nobody listens at ${host}`
  if (/CERT|ALTNAME|SELF_SIGNED/.test(code))
    return `The certificate of ${host} is not good: ${code}`
  if (code.startsWith('HPE_')) return `${host} does not speak HTTP`
  return `The connection to ${host} broke${code === '' ? '' : `: ${code}`}`
}
