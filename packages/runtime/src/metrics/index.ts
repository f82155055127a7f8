export { measureProcess } from './process-metrics.ts'
export {
  type Counter,
  createMetrics,
  type Gauge,
  type Histogram,
  type Metrics,
  type Series,
} from './registry.ts'
export {
  type AnsweredRequest,
  createRequestMetrics,
  type RequestMetrics,
} from './request-metrics.ts'
