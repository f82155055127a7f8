export { emitModel } from './emit-model.ts'
