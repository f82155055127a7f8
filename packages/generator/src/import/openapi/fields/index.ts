export { type FieldLimits, limitsOf, presetOf } from './field-limits.ts'
export { type FieldType, fieldType } from './field-type.ts'
