export { needsForeignKeysOff, rebuiltTables } from './needs-rebuild.ts'
export { rebuildTable } from './rebuild-table.ts'
