import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '../../config/index.ts'
import { StartupError } from '../../errors/index.ts'
import { type MetricsPage, mayRead, metricsType } from '../../http/index.ts'

/** A port that serves nothing but `/metrics`. */
export interface MetricsServer {
  readonly port: number
  close(): Promise<void>
}

/** Serves them at a port of their own. Throws a `StartupError` where somebody else has it. */
export async function serveMetricsAlone(
  metrics: MetricsPage,
  { host, metrics: { port } }: Config,
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') return response.writeHead(404).end()
    if (!mayRead(metrics, request.headers.authorization)) return response.writeHead(401).end()
    try {
      const text = await metrics.text()
      return response
        .writeHead(200, { 'content-type': metricsType, 'cache-control': 'no-store' })
        .end(text)
    } catch {
      return response.writeHead(500).end()
    }
  })
  server.unref()
  await listen(server, { host, port: port ?? 0 })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error) => {
      const message = `METRICS_PORT ${port} cannot be listened on: ${cause.message}`
      reject(new StartupError(message, { cause }))
    })
    server.listen(port, host, resolve)
  })
}
