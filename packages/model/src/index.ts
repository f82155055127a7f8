export type * from './ir/index.ts'
export * from './language/index.ts'

/** Filled by the generated `model.gen.ts` with the rows and roles of the project, so that rules are type-checked. */
export interface Register {
  /** Never set: the generated file adds `rows` and `roles`. */
  readonly register?: never
}
