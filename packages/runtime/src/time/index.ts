export { now, toInstant } from './clock.ts'
