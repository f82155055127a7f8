export type { AccessChange } from './access/index.ts'
export type { Change, Effect } from './change.ts'
export { compareModels, type Difference, isBreaking, isEmpty } from './compare-models.ts'
export type { StorageChange } from './compare-storage.ts'
