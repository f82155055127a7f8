export type { Cancelled, MessageCount, MessageFilter } from './admin/index.ts'
export { createQueue } from './create-queue.ts'
export {
  type Delivery,
  type KindHandler,
  type LaneLimits,
  Later,
  LeaseLost,
  Park,
  RetryAfter,
} from './delivery.ts'
export { findWaiting } from './find-waiting.ts'
export { insertMessages } from './insert-messages.ts'
export { loadAdmin, type QueueAdmin } from './load-admin.ts'
export {
  type Message,
  type MessageKind,
  type MessageStatus,
  noOrigin,
  type Origin,
} from './message.ts'
export { createNeighbours, type Neighbours } from './neighbours.ts'
export type { Queue, QueueOptions, QueueStats, Tried } from './queue.ts'
export type { JobRow } from './store/index.ts'
