export type * from './ir/index.ts'
