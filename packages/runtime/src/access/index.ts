export type { Caller } from './caller.ts'
export type { Change, Rule } from './rule.ts'
