export { entityEdits } from './entity-edits.ts'
export { fieldEdits } from './field-edits.ts'
export { handlerEdits } from './handler-edits.ts'
