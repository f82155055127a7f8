export { type AdoptedForm, adoptedForm, adoptedType } from './adopted-form.ts'
export { childrenOf, everyPart } from './children-of.ts'
export { createSchema, deletedColumn, idColumn, type Schema } from './create-schema.ts'
export { type ExpressionType, type SimpleType, simpleType } from './expression-type.ts'
export { collectBases, inferType } from './infer-type.ts'
export { isInput } from './is-input.ts'
export type {
  FieldMember,
  KeyThrough,
  LinkThrough,
  ManyMember,
  Member,
  OneMember,
} from './member.ts'
export { isSafeRange, type NumberRange, numberRange } from './number-range.ts'
export { type Bases, type PathExpr, type ResolvedPath, resolvePath } from './resolve-path.ts'
