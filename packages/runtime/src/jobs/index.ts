export { callOf } from './call-of.ts'
export { acceptedInput, checkedInput } from './checked-input.ts'
export {
  defineJob,
  type JobContext,
  type JobDefinition,
  type JobOptions,
  type JobWork,
  type MissedSlots,
} from './define-job.ts'
export { enqueueChoices } from './enqueue-choices.ts'
export { createJobBook, type JobBook } from './job-book.ts'
export { createJobKind } from './job-kind.ts'
export type {
  Enqueue,
  EnqueueArguments,
  EnqueuedInput,
  EnqueuedName,
  EnqueueOptions,
  JobInput,
  JobName,
} from './job-types.ts'
export { assertCount, unknownWork } from './known-work.ts'
export { parseDuration } from './parse-duration.ts'
export { type DeliveryContext, type RunOptions, runDelivery } from './run-delivery.ts'
export { createScheduler, type Scheduler } from './schedule/index.ts'
