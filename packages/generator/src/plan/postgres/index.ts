export { defaultValue } from './default-value.ts'
export { renderOperations } from './render-operations.ts'
