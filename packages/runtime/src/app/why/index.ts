export { runWhy } from './run-why.ts'
