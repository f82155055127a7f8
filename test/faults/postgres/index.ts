export { postgresTrial } from './postgres-trial.ts'
