export { type MergeOutcome, mergeEjected } from './merge-ejected.ts'
export { reportMerges } from './report-merges.ts'
