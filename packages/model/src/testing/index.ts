export * from './compile-anything.ts'
export * from './shop-model.ts'
export * from './source-of.ts'
export * from './tasks-model.ts'
