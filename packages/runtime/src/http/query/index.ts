export { aggregateQueryOf } from './aggregate-query-of.ts'
export { listQueryOf, recordQueryOf } from './list-query-of.ts'
export { createQueryProblems, shorten } from './query-problems.ts'
export { fieldValueOf } from './queryable-fields.ts'
