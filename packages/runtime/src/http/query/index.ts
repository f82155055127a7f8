export { aggregateQueryOf } from './aggregate-query-of.ts'
export { listQueryOf, recordQueryOf } from './list-query-of.ts'
