import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2'
import { type Outbound, OutboundError } from '../../outbound/index.ts'

/** What came back on one stream. */
export interface ApnsAnswer {
  readonly status: number
  readonly body: string
  readonly retryAfter: string | undefined
}

/** One connection of HTTP/2 that is kept, and made anew when it is lost or said goodbye on. */
export interface ApnsLine {
  /** Rejects with an `OutboundError` when there is no answer. */
  post(
    headers: OutgoingHttpHeaders,
    body: string,
    signal: AbortSignal | undefined,
  ): Promise<ApnsAnswer>
  close(): Promise<void>
}

const connectMs = 5_000
const answerMs = 15_000
const idleMs = 600_000
const maxBodyBytes = 65_536

/** A line to one origin, which must be public as for every other call out. */
export function createApnsLine(outbound: Outbound, origin: string): ApnsLine {
  let current: Promise<ClientHttp2Session> | undefined

  function connected(): Promise<ClientHttp2Session> {
    if (current !== undefined) return current
    const made = connect(outbound, origin, () => {
      if (current === made) current = undefined
    })
    current = made
    return made
  }

  return {
    async post(headers, body, signal) {
      const first = await exchange(await connected(), { headers, body, signal })
      // The other side closed the connection before it looked at this one.
      return first ?? unanswered(await exchange(await connected(), { headers, body, signal }))
    },
    async close() {
      const session = await current?.catch(() => undefined)
      current = undefined
      if (session === undefined || session.destroyed) return
      await new Promise<void>((resolve) => session.close(resolve))
    },
  }
}

function unanswered(answer: ApnsAnswer | undefined): ApnsAnswer {
  if (answer !== undefined) return answer
  throw new OutboundError('unreachable', 'The connection was closed before there was an answer')
}

async function connect(
  outbound: Outbound,
  origin: string,
  forget: () => void,
): Promise<ClientHttp2Session> {
  const { connect: open } = await import('node:http2')
  const target = outbound.check(origin)
  const session = open(origin, { lookup: outbound.lookupFor(target) })
  session.on('close', forget)
  session.on('goaway', () => {
    // What runs on it may end; what comes now goes over another.
    forget()
    session.close()
  })
  session.setTimeout(idleMs, () => session.close())
  await new Promise<void>((resolve, reject) => {
    const patience = setTimeout(() => {
      session.destroy(new OutboundError('timeout', `No connection within ${connectMs} ms`))
    }, connectMs)
    session.once('connect', () => {
      clearTimeout(patience)
      resolve()
    })
    session.on('error', (error) => {
      clearTimeout(patience)
      forget()
      reject(faultOf(error))
    })
  })
  // Nothing but a call that is under way holds the process.
  session.unref()
  return session
}

function faultOf(error: Error): OutboundError {
  if (error instanceof OutboundError) return error
  return new OutboundError('unreachable', 'The connection broke', { cause: error })
}

const refusedStream = 7

interface Call {
  readonly headers: OutgoingHttpHeaders
  readonly body: string
  readonly signal: AbortSignal | undefined
}

/** One stream; undefined when it was refused before the other side looked at it (RFC 9113, 8.7). */
async function exchange(
  session: ClientHttp2Session,
  { headers, body, signal }: Call,
): Promise<ApnsAnswer | undefined> {
  if (session.closed || session.destroyed) return undefined
  session.ref()
  const stream = session.request(headers)
  const stop = (): void => {
    stream.destroy(new OutboundError('aborted', 'The call was given up'))
  }
  const patience = setTimeout(() => {
    stream.destroy(new OutboundError('timeout', `No answer within ${answerMs} ms`))
  }, answerMs)
  signal?.addEventListener('abort', stop, { once: true })
  stream.end(body)
  try {
    return await readAnswer(stream)
  } catch (error) {
    if (stream.rstCode === refusedStream) return undefined
    throw faultOf(error as Error)
  } finally {
    clearTimeout(patience)
    signal?.removeEventListener('abort', stop)
    if (!session.destroyed) session.unref()
  }
}

function readAnswer(stream: ClientHttp2Stream): Promise<ApnsAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let left = maxBodyBytes
    let head: { status: number; retryAfter: string | undefined } | undefined
    stream.on('response', (headers) => {
      const retryAfter = headers['retry-after']
      head = {
        status: Number(headers[':status']),
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      }
    })
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, Math.max(0, left)))
      left -= chunk.length
      if (left < 0) stream.destroy(new OutboundError('refused', 'The answer is too large'))
    })
    stream.on('error', reject)
    stream.on('close', () => {
      if (head === undefined) reject(new Error('The stream ended without an answer'))
      else resolve({ ...head, body: Buffer.concat(chunks).toString() })
    })
  })
}
