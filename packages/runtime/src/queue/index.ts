export {
  type Delivery,
  type KindHandler,
  type LaneLimits,
  Later,
  LeaseLost,
  Park,
  RetryAfter,
} from './delivery.ts'
export { createQueue } from './engine/index.ts'
export { findWaiting } from './find-waiting.ts'
export { insertMessages } from './insert-messages.ts'
export {
  type Message,
  type MessageKind,
  type MessageStatus,
  noOrigin,
  type Origin,
} from './message.ts'
export type { Queue, QueueOptions, QueueStats } from './queue.ts'
