export { baseName } from './base-name.ts'
export { type EntityPlan, type FoundEntities, findEntities } from './find-entities.ts'
