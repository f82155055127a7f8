export {
  type ApiDocument,
  type ApiOperation,
  type ApiParameter,
  describeApi,
} from './describe-api.ts'
export { emitOpenapi } from './emit-openapi.ts'
export { schemaAtFirst } from './entity-schemas.ts'
export { type FilterKind, filterKind } from './filter-schemas.ts'
