export type { FieldSchema, FieldSchemas } from './field-schema.ts'
export { slugify } from './slugify.ts'
export { type InputMode, type InputRules, inputSchema, validateInput } from './validate-input.ts'
