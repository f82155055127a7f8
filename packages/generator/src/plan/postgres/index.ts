export { defaultValue } from './default-value.ts'
export { renderOperation } from './render-operation.ts'
