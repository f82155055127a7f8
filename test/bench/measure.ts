import type { Load, LoadTool } from './load.ts'
import type { ServerProcess } from './server-process.ts'

/** One round of one target. */
export interface Measured {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** CPU time of the server for one request. */
  readonly cpuMicroseconds: number
  /** The part of one core that the server used: far below 1 the load tool was the limit. */
  readonly cores: number
  readonly residentMegabytes: number
}

/** Runs one load against a server. Throws when more than one answer in a thousand is not a success. */
export async function measure(
  tool: LoadTool,
  { server, load, seconds, connections }: MeasureOptions,
): Promise<Measured> {
  const cpuBefore = server.cpuMicroseconds()
  const before = performance.now()
  const seen = await tool.run(load, { seconds, connections })
  const tookSeconds = (performance.now() - before) / 1000
  const cpu = server.cpuMicroseconds() - cpuBefore
  if (seen.failures > seen.requests / 1000 || seen.requests === 0) {
    const first = load.requests[0]
    throw new Error(
      `${seen.failures} of ${seen.requests} failed: ${first?.method} ${first?.path} ...`,
    )
  }
  return {
    perSecond: seen.requests / seen.seconds,
    p50Ms: seen.p50Ms,
    p99Ms: seen.p99Ms,
    cpuMicroseconds: cpu / seen.requests,
    cores: cpu / 1e6 / Math.min(tookSeconds, seen.seconds),
    residentMegabytes: server.residentMegabytes(),
  }
}

export interface MeasureOptions {
  readonly server: ServerProcess
  readonly load: Load
  readonly seconds: number
  readonly connections: number
}

/** The value in the middle; of two, the one above. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** Half the distance between the largest and the smallest, as a part of the median. */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / 2 / median(values)
}
