export * from './canonical-json.ts'
export * from './hash-model.ts'
