export { compileExpression } from './compile-expression.ts'
export { expressionToJs, type JsNames } from './js/index.ts'
export { type Refusal, ruleRefusals } from './refusals/index.ts'
export {
  adoptedForm,
  adoptedType,
  createSchema,
  type ManyMember,
  type OneMember,
  type Schema,
} from './schema/index.ts'
export type { CompiledExpression, Problem, Site } from './site.ts'
export {
  type Bind,
  callerIdSource,
  type ExpressionPlace,
  expressionToSql,
  formulaToSql,
  type Input,
  type RenderOptions,
  renderFormula,
  renderSql,
  type SqlDialect,
  type SqlScope,
  type TemplateNames,
  type TextWithHoles,
} from './sql/index.ts'
