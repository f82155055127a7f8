export { defaultValue } from './default-value.ts'
export { needsForeignKeysOff, rebuiltTables } from './needs-rebuild.ts'
export { renderOperations } from './render-operations.ts'
