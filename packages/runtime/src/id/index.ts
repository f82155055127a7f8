export { newId, newNanoid } from './new-id.ts'
