import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import process from 'node:process'
import type { Metrics } from './registry.ts'

const resolutionMs = 20
const nanosecondsInSecond = 1e9

/** What the process itself does: memory, processor, and how long other work keeps requests waiting. */
export function measureProcess(metrics: Metrics): { stop(): void } {
  measureMemory(metrics)
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  const delays = metrics.gauge({
    name: 'cambium_event_loop_delay_seconds',
    help: 'How late timers were since the last look.',
    labels: ['quantile'],
  })
  const busy = metrics.gauge({
    name: 'cambium_event_loop_utilization',
    help: 'The part of the time since the last look in which the event loop was busy, 0 to 1.',
  })
  let before = performance.eventLoopUtilization()
  metrics.collect(() => {
    const seconds = (nanoseconds: number): number =>
      Math.max(0, nanoseconds / nanosecondsInSecond - resolutionMs / 1_000)
    if (delay.count > 0) {
      delays.set(['0.5'], seconds(delay.percentile(50)))
      delays.set(['0.99'], seconds(delay.percentile(99)))
      delays.set(['1'], seconds(delay.max))
      delay.reset()
    }
    const now = performance.eventLoopUtilization()
    busy.set([], performance.eventLoopUtilization(now, before).utilization)
    before = now
  })
  return { stop: () => delay.disable() }
}

function measureMemory(metrics: Metrics): void {
  const memory = metrics.gauge({
    name: 'cambium_process_memory_bytes',
    help: 'Memory of the process: all of it (rss), objects (heap), buffers (external).',
    labels: ['kind'],
  })
  const cpu = metrics.counter({
    name: 'cambium_process_cpu_seconds_total',
    help: 'Time of the processors the process had.',
    labels: ['mode'],
  })
  const started = metrics.gauge({
    name: 'cambium_process_start_time_seconds',
    help: 'When the process began, in seconds since 1970.',
  })
  started.set([], Math.round(performance.timeOrigin) / 1_000)
  let counted = { user: 0, system: 0 }
  metrics.collect(() => {
    const { rss, heapUsed, external } = process.memoryUsage()
    memory.set(['rss'], rss)
    memory.set(['heap'], heapUsed)
    memory.set(['external'], external)
    const used = process.cpuUsage()
    cpu.add(['user'], (used.user - counted.user) / 1e6)
    cpu.add(['system'], (used.system - counted.system) / 1e6)
    counted = used
  })
}
