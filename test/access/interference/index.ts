export { describeInterference } from './describe-interference.ts'
export {
  type InterferenceOptions,
  type InterferenceReport,
  runInterference,
} from './run-interference.ts'
