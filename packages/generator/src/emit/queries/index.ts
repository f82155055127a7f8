export { emitQueries } from './emit-queries.ts'
