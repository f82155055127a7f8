export { migrateTrial } from './migrate-trial.ts'
