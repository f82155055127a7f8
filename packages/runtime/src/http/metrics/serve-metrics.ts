import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { RequestMetrics } from '../../metrics/index.ts'

/** The metrics of a process that serves. */
export interface ServedMetrics {
  readonly requests: RequestMetrics
  /** What `/metrics` shows; undefined where another port does. */
  readonly page: MetricsPage | undefined
}

/** The text of the metrics, and who may read it. */
export interface MetricsPage {
  /** What who reads them has to send as a bearer token; undefined where the network keeps others away. */
  readonly token: string | undefined
  /** Everything, in the text format of Prometheus. */
  text(): Promise<string>
}

/** The media type of the text. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

/** Serves `/metrics` for who knows the token. */
export function serveMetrics(server: FastifyInstance, metrics: MetricsPage): void {
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(metrics, request.headers.authorization)) {
      throw new AppError('unauthenticated', { message: 'Metrics are read with their token' })
    }
    return reply
      .type(metricsType)
      .header('cache-control', 'no-store')
      .send(await metrics.text())
  })
}

/** Is this the `Authorization` of somebody who knows the token? Takes as long for every wrong one. */
export function mayRead(
  { token }: Pick<MetricsPage, 'token'>,
  authorization: string | undefined,
): boolean {
  if (token === undefined) return true
  return timingSafeEqual(hashOf(authorization ?? ''), hashOf(`Bearer ${token}`))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
