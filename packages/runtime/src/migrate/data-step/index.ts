export {
  type BatchedTable,
  type DataBatch,
  type DataStep,
  type DataTools,
  dataStep,
} from './data-step.ts'
export { loadDataStep } from './load-data-step.ts'
export { runResumable } from './run-resumable.ts'
export { toolsWithin } from './run-within.ts'
export { checkInvariant, stoppedIn } from './stopped-in.ts'
