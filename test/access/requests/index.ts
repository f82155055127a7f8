export type { Ask, Way, WriteAsk } from './ask.ts'
export { callsOf } from './call-of.ts'
export { isRead } from './is-read.ts'
export { randomAsk } from './random-ask.ts'
