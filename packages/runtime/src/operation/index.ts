export {
  type Aggregate,
  type AggregateQuery,
  aggregate,
  type GroupUnit,
} from './aggregate/index.ts'
export { type Context, createContext, type Services, type Transport } from './context.ts'
export { type CreateSteps, defineCreate } from './define-create.ts'
export { type DeleteSteps, defineDelete } from './define-delete.ts'
export { defineGet, type GetSteps } from './define-get.ts'
export { defineList, type ListSteps } from './define-list.ts'
export { defineUpdate, type UpdateSteps } from './define-update.ts'
export { filterOperators } from './filter/index.ts'
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
export { missingValue } from './missing-value.ts'
export type {
  CreateOperation,
  DeleteOperation,
  GetOperation,
  ListOperation,
  RecordId,
  UpdateOperation,
  WriteOptions,
} from './operation-types.ts'
export {
  createRegistry,
  type EntityOperations,
  type RegisteredResource,
  type Registry,
  register,
} from './registry.ts'
export { createRepositories } from './repositories.ts'
export type { Check, FieldRule, ManyToMany, Relation, Resource } from './resource.ts'
export { transact, type WriteContext } from './transact.ts'
export { transact, type WriteContext } from './transact.ts'
