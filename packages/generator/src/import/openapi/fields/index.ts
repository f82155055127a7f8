export { type FieldType, fieldType, limitsOf } from './field-type.ts'
