export { emitOperations } from './emit-operations.ts'
