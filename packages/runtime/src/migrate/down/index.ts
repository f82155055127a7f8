export { newestFirst } from './applied-order.ts'
export { keptAsideBy } from './kept-aside.ts'
export { type DownOptions, type DownOutcome, migrateDown } from './migrate-down.ts'
export { type DownTarget, type PlannedDown, planDown } from './plan-down.ts'
