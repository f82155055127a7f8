export { type PreparedWork, prepareWork } from './prepare-work.ts'
export { runWork } from './run-work.ts'
