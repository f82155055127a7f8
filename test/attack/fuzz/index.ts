export { describeFuzz } from './describe-fuzz.ts'
export { type FuzzOptions, type FuzzReport, runFuzz } from './run-fuzz.ts'
