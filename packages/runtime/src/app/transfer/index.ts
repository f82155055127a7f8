export { type LoadCommand, parseLoad } from './parse-load.ts'
export { runLoad } from './run-load.ts'
