export { defaultValue } from './default-value.ts'
export { needsForeignKeysOff, rebuiltTables } from './rebuild/index.ts'
export { renderOperations } from './render-operations.ts'
