export { type ForeignColumn, foreignColumn } from './foreign-column.ts'
export { pictureOf } from './time-picture.ts'
