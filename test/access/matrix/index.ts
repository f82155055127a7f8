export { describeMatrix } from './describe-matrix.ts'
export { type MatrixOptions, type MatrixReport, runMatrix } from './run-matrix.ts'
