import { connect, type Socket } from 'node:net'

/** What the shoppers saw until the server was gone. */
export interface Seen {
  readonly answered: number
  readonly acknowledged: number
  /** A sentence for every request that was received by the server and not answered well. */
  readonly broken: readonly string[]
}

const shoppers = 64

/**
 * Sets 64 connections to work, every second one ordering, until each is closed or refused. They speak HTTP themselves,
 * to tell a request that was cut off from one that was never taken: a server that stops may close a connection
 * between two requests, and the next request then meets a closed door.
 */
export function startShoppers(
  origin: string,
  productId: string,
): { readonly ended: Promise<Seen> } {
  const port = Number(new URL(origin).port)
  const seen = { answered: 0, acknowledged: 0, broken: [] as string[] }
  const work = Array.from({ length: shoppers }, (_, index) =>
    shop(
      port,
      index % 2 === 0 ? orderOf(productId) : 'GET /api/products HTTP/1.1\r\nhost: a\r\n\r\n',
      seen,
    ),
  )
  return { ended: Promise.all(work).then(() => seen) }
}

function orderOf(productId: string): string {
  const body = JSON.stringify({ productId, firstName: 'Ada', lastName: 'Lovelace', address: 'a' })
  return [
    'POST /api/orders HTTP/1.1',
    'host: a',
    'content-type: application/json',
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** One request after the other on one connection, until it is closed. */
function shop(
  port: number,
  request: string,
  seen: { answered: number; acknowledged: number; broken: string[] },
): Promise<void> {
  return new Promise((resolve) => {
    let text = ''
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      text += chunk
      const status = completeStatus(text)
      if (status === undefined) return
      seen.answered++
      if (status === 201) seen.acknowledged++
      if (status >= 400) seen.broken.push(`answered ${text.slice(0, 300)}`)
      const isLast = /^connection: close\r$/im.test(text)
      text = ''
      if (isLast) socket.end()
      else socket.write(request)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      // Nothing of an answer: the door was closed before the request was taken.
      if (text !== '') seen.broken.push(`cut off after ${JSON.stringify(text.slice(0, 100))}`)
      resolve()
    })
  })
}

/** The status of an answer that is there to its last byte. */
function completeStatus(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /^content-length: (\d+)\r$/im.exec(text)?.[1]
  const bytes = Buffer.byteLength(text.slice(head + 4))
  return bytes >= Number(length ?? 0) ? Number(text.slice(9, 12)) : undefined
}
