export { openMetrics, type ProcessMetrics } from './open-metrics.ts'
