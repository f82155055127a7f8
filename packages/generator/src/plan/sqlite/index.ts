export { renderOperation } from './render-operation.ts'
