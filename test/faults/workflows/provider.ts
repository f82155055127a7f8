import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider on this machine that does everything once for each key, and counts how often it was asked. */
export interface Provider {
  readonly url: string
  /** How often it was asked for something with a key: `charge <key>`. */
  readonly asked: Map<string, number>
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startProvider(): Promise<Provider> {
  const asked = new Map<string, number>()
  const server = createServer((request, response) => {
    const what = `${request.url?.slice(1)} ${request.headers['idempotency-key']}`
    asked.set(what, (asked.get(what) ?? 0) + 1)
    request.resume()
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
