export type { FileTable } from './file-tables.ts'
export { createSweeper, type Sweeper } from './sweeper.ts'
