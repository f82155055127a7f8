export { type Boundaries, countBoundaries, createBoundaries } from './counted-database.ts'
export { migrateTrial } from './migrate-trial.ts'
