export { filterToSql } from './filter-to-sql.ts'
export { filterOperators } from './operators.ts'
export { liveRows } from './related-condition.ts'
