import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One event as it came in for the first time. */
export interface Received {
  /** The id it came under. */
  readonly id: string
  readonly product: string
  readonly version: number
  /** From when it was written until it was here, in milliseconds. */
  readonly tookMs: number
}

/** A server of somebody else. */
export interface Receiver {
  readonly url: string
  /** Its host and port. */
  readonly host: string
  /** What it took, in the order in which it took it, what came again left out. */
  readonly received: readonly Received[]
  /** Requests that failed. */
  readonly failed: number
  /** Events that came again under the same id. */
  readonly repeated: number
  /** Events that came again under another id. */
  readonly doubled: number
  close(): Promise<void>
}

interface Body {
  readonly timestamp: string
  readonly data: { readonly id: string; readonly record: { readonly version: number } }
}

/** `flaky` fails three times in ten, in three ways; `dead` takes connections and never answers. */
export type Manner = 'good' | 'flaky' | 'dead'

const failsIn = 0.3

/** Listens on a port of this machine. */
export async function startReceiver(manner: Manner): Promise<Receiver> {
  const received: Received[] = []
  const idOf = new Map<string, string>()
  const counts = { failed: 0, repeated: 0, doubled: 0 }

  function take(id: string, text: string): void {
    const { timestamp, data } = JSON.parse(text) as Body
    const { id: product } = data
    const { version } = data.record
    const event = `${product} ${version}`
    const known = idOf.get(event)
    if (known === id) counts.repeated++
    else if (known !== undefined) counts.doubled++
    else {
      idOf.set(event, id)
      received.push({ id, product, version, tookMs: Date.now() - Date.parse(timestamp) })
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request)
    if (manner === 'dead') return
    if (manner === 'good' || Math.random() >= failsIn) {
      take(String(request.headers['webhook-id']), text)
      response.end('{}')
      return
    }
    counts.failed++
    const way = Math.floor(Math.random() * 3)
    if (way === 0) response.writeHead(500).end('{}')
    // Taken, and the sender is not told so.
    if (way === 1) take(String(request.headers['webhook-id']), text)
    if (way > 0) request.socket.destroy()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    host: `127.0.0.1:${port}`,
    received,
    get failed() {
      return counts.failed
    },
    get repeated() {
      return counts.repeated
    },
    get doubled() {
      return counts.doubled
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
