export { emitSchema } from './emit-schema.ts'
