export {
  type HeldMessages,
  holdMessages,
  keepMessages,
  originOf,
  wakeQueue,
  writeMessages,
} from './held-messages.ts'
export type { EnqueueCall, Outgoing, WrittenRecord } from './outgoing.ts'
export { createSenders, hold, tellWritten } from './senders.ts'
