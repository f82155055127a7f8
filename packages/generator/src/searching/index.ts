export { indexOrders } from './index-orders.ts'
export { type PointField, pointsOf } from './points.ts'
export { type SearchedField, searchedFields, searchIndexName } from './searched-fields.ts'
