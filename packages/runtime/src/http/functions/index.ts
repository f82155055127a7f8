export { serveFunctions } from './serve-functions.ts'
