export { aggregateQueryOf } from './aggregate-query-of.ts'
export { listQueryOf, recordQueryOf } from './list-query-of.ts'
export { fieldValueOf } from './queryable-fields.ts'
