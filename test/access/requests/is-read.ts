import type { Ask, ReadAsk } from './ask.ts'

const reads: readonly Ask['kind'][] = ['list', 'get', 'aggregate', 'history', 'grants']

/** Whether the request changes nothing. */
export function isRead(ask: Ask): ask is ReadAsk {
  return reads.includes(ask.kind)
}
