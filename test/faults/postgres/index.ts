export { brokenIn, checkServer } from './check-server.ts'
export { postgresTrial } from './postgres-trial.ts'
