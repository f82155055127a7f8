export {
  type MetricsPage,
  mayRead,
  metricsType,
  type ServedMetrics,
  serveMetrics,
} from './serve-metrics.ts'
