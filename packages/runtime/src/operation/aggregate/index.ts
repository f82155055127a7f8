export { aggregate } from './aggregate.ts'
export type { Aggregate, AggregateQuery, GroupUnit } from './aggregate-query.ts'
