export { type IndexStatement, readIndexStatement } from './index-statement.ts'
export { readTableStatement, type TableStatement } from './table-statement.ts'
export { queryOfView } from './view-statement.ts'
