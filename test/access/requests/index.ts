export type { Ask, Way, WriteAsk } from './ask.ts'
export { callsOf } from './call-of.ts'
export { randomAsk } from './random-ask.ts'
