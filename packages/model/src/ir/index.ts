export type * from './entity-ir.ts'
export type * from './field-ir.ts'
export type * from './model-ir.ts'
export type * from './rule-ir.ts'
