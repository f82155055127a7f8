export { needsForeignKeysOff } from './needs-rebuild.ts'
export { renderOperations } from './render-operations.ts'
