export {
  type MigrateOptions,
  type MigrateOutcome,
  markerAfter,
  migrateUp,
  type Waiting,
} from './migrate-up.ts'
export { planUp } from './plan-up.ts'
