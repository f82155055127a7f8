export { type EntityShape, entityShapes, type Reference } from './entity-shape.ts'
export { idColumns, referredProperty } from './id-columns.ts'
export { type LinkShape, linkShapes } from './link-shape.ts'
export { loadOrder } from './load-order.ts'
