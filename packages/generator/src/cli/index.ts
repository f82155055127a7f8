export type { Terminal } from './command.ts'
export { type MainOptions, main } from './main.ts'
