export { entityEdits } from './entity-edits.ts'
export { fieldEdits } from './field-edits.ts'
