export { createVisitCounter, type VisitCounter } from './count-visits.ts'
export { limitVisits, type VisitLimit } from './limit-visits.ts'
export { TooManyRows } from './too-many-rows.ts'
