export { databaseProblem } from './database-problem.ts'
export { type DevSession, startDevSession } from './dev-session.ts'
export { isPortFree } from './server-process.ts'
