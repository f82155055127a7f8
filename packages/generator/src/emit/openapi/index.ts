export { emitOpenapi } from './emit-openapi.ts'
