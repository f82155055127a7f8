export {
  type Aggregate,
  type AggregateQuery,
  aggregate,
  type GroupUnit,
} from './aggregate/index.ts'
export {
  type Context,
  createContext,
  type FunctionRunner,
  type Services,
  type Transport,
} from './context.ts'
export {
  type CreateSteps,
  defineCreate,
  type RecordMaker,
  recordMakerOf,
} from './define-create.ts'
export { type DeleteSteps, defineDelete } from './define-delete.ts'
export { defineGet, type GetSteps } from './define-get.ts'
export { defineList, type ListSteps } from './define-list.ts'
export { defineUpdate, type UpdateSteps } from './define-update.ts'
export { defineUpsert, type UpsertSteps } from './define-upsert.ts'
export { fileTablesOf, mayUpload, readFile, type WantedFile } from './files/index.ts'
export { type Box, filterOperators, type Nearness, type Place } from './filter/index.ts'
export type {
  AnyRecord,
  FieldConditions,
  ListQuery,
  Operators,
  Page,
  RecordQuery,
  RelatedTo,
  Where,
} from './list-query.ts'
export {
  createMany,
  deleteMatching,
  type Matching,
  placeRefusal,
  updateMatching,
} from './many/index.ts'
export { maskRecords } from './mask-records.ts'
export { missingValue } from './missing-value.ts'
export type {
  CreateOperation,
  CreateOptions,
  DeleteOperation,
  GetOperation,
  ListOperation,
  RecordId,
  UpdateOperation,
  UpsertOperation,
  WriteOptions,
} from './operation-types.ts'
export {
  type AccessFilter,
  type HistoryEntry,
  type HistoryPage,
  listAccess,
  readHistory,
  removeAccess,
  setAccess,
} from './record-lists/index.ts'
export { fail, invalidInput, notAllowed } from './refusal.ts'
export { refuseChanges } from './refuse-changes.ts'
export {
  createRegistry,
  type EntityOperations,
  type RegisteredResource,
  type Registry,
  register,
} from './registry.ts'
export { createRepositories } from './repositories.ts'
export type { Check, FieldRule, ManyToMany, Relation, Resource } from './resource.ts'
export { createRowLimits, type RowLimits } from './row-limit/index.ts'
export { checkDepth, hookContext } from './run-hooks.ts'
export {
  createSenders,
  type EnqueueCall,
  type HeldMessages,
  holdMessages,
  type Outgoing,
  originOf,
  type WrittenRecord,
  writeMessages,
} from './sending/index.ts'
export { tenantRows } from './tenancy/index.ts'
export { sendingIn, transact, type WriteContext } from './transact.ts'
export { visibleRelated } from './visible-rows.ts'
