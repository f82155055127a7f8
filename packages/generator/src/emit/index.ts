export { callRuleText, callRuleWords } from './call-rule.ts'
export { type EmitOptions, emitProject } from './emit-project.ts'
export type { EmittedFile } from './emitted-file.ts'
export {
  isAcceptedOnCreate,
  isAcceptedOnUpdate,
  isRequiredOnCreate,
  isReturned,
  linkInputs,
} from './entity-fields.ts'
export { fieldSchema, keySchema, passedSchema, type ValueSchema } from './field-schema.ts'
export {
  type ApiDocument,
  type ApiOperation,
  type ApiParameter,
  describeApi,
  type FilterKind,
  filterKind,
  schemaAtFirst,
} from './openapi/index.ts'
export { entityGrants, fieldGrants, type Grant } from './policy/index.ts'
export { type Refusal, refusals } from './refusals.ts'
export { ruleName } from './rule-name.ts'
