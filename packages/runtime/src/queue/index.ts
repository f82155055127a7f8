export {
  type Cancelled,
  cancelMessage,
  countMessages,
  findMessage,
  idsOf,
  listMessages,
  type MessageCount,
  type MessageFilter,
  replayMessage,
  retryMessage,
} from './admin/index.ts'
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
