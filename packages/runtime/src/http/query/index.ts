export { listQueryOf, recordQueryOf } from './list-query-of.ts'
