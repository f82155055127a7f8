import { hashModel } from '@cambium/model/hash'
import type { ModelIR } from '@cambium/model/ir'
import { type AccessChange, compareAccess } from './access/index.ts'
import { compareApi, unnamedChange } from './api/index.ts'
import type { Change } from './change.ts'
import { compareHooks } from './compare-hooks.ts'
import { compareStorage, type StorageChange } from './compare-storage.ts'

/** A change of the model in words. */
export interface Difference {
  /** What clients see. */
  api: Change[]
  /** What the tables need. */
  storage: StorageChange[]
  /** Who gains and who loses. */
  access: AccessChange[]
  /** Where your own logic can stand. */
  hooks: Change[]
}

/** Compares two models by identity. Nothing is said of equal ones, and something of any two that differ. */
export function compareModels(before: ModelIR, after: ModelIR): Difference {
  const api = compareApi(before, after)
  return {
    api: api.length > 0 ? api : unnamedChange(hashModel(before), hashModel(after)),
    storage: compareStorage(before, after),
    access: compareAccess(before, after),
    hooks: compareHooks(before, after),
  }
}

/** Whether anybody who used the former API has to follow: other answers or inputs, or rows that a caller loses. */
export function isBreaking({ api, access }: Difference): boolean {
  return (
    api.some(({ effect }) => effect === 'breaking') ||
    access.some(({ effect }) => effect === 'loses' || effect === 'changes')
  )
}

/** Whether two models are the same in words. */
export function isEmpty({ api, storage, access, hooks }: Difference): boolean {
  return api.length + storage.length + access.length + hooks.length === 0
}
