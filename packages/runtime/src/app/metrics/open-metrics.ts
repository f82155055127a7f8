import type { ServedMetrics } from '../../http/index.ts'
import type { Tried } from '../../queue/index.ts'
import type { Serving } from '../serve.ts'

/** What a process measures of itself. */
export interface ProcessMetrics extends ServedMetrics {
  onTried(tried: Tried): void
  close(): Promise<void>
}

const keptMs = 5_000

/**
 * Begins to measure; undefined where that is off, and then nothing is loaded. What has to be asked of the database is asked
 * when somebody reads it, and at most every five seconds.
 */
export async function openMetrics({
  config,
  database,
  log,
}: Serving): Promise<ProcessMetrics | undefined> {
  if (!config.metrics.isOn) return undefined
  const { createMetrics, createRequestMetrics, measureProcess } = await import(
    '../../metrics/index.ts'
  )
  const { countTries, measureQueue } = await import('./queue-metrics.ts')
  const { measureDatabase, measureFiles } = await import('./database-metrics.ts')
  const metrics = createMetrics()
  const requests = createRequestMetrics(metrics)
  const onTried = countTries(metrics)
  const measuring = measureProcess(metrics)
  for (const measure of [measureDatabase, measureQueue, measureFiles]) {
    metrics.collect(seldom(measure(metrics, database)))
  }
  const page = { token: config.metrics.token, text: metrics.text }
  const alone = config.metrics.port === undefined ? undefined : await serveAlone()

  async function serveAlone() {
    const { serveMetricsAlone } = await import('./metrics-server.ts')
    const server = await serveMetricsAlone(page, config)
    log.info({ port: server.port }, 'metrics are served')
    return server
  }

  return {
    requests,
    page: alone === undefined ? page : undefined,
    onTried,
    async close() {
      measuring.stop()
      await alone?.close()
    },
  }
}

/** Everybody who asks within five seconds is given the same look. */
function seldom(look: () => Promise<void>): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  return () => {
    const now = performance.now()
    if (looking === undefined || now - lookedAt > keptMs) {
      lookedAt = now
      looking = look()
    }
    return looking
  }
}
