export { randomSchemas } from './random-schemas.ts'
export {
  countedId,
  sourceColumn,
  sourceReference,
  sourceSchema,
  sourceTable,
  sourceTypes,
} from './source-parts.ts'
