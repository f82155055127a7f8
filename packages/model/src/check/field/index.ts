export * from './create-field.ts'
export * from './read-fields.ts'
export * from './read-value.ts'
export * from './system-fields.ts'
