export { type ForeignColumn, foreignColumn } from './foreign-column.ts'
