export { type EntityShape, entityShapes, type Reference } from './entity-shape.ts'
export { type LinkShape, linkShapes } from './link-shape.ts'
export { loadOrder } from './load-order.ts'
