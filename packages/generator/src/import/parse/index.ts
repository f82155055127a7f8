export { parseReader } from './parse-reader.ts'
