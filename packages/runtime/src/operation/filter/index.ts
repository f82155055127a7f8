export { liveRows } from '../live-rows.ts'
export { filterToSql } from './filter-to-sql.ts'
export { filterOperators } from './operators.ts'
export type { Box, Nearness, Place } from './places.ts'
