export {
  defineJob,
  type JobContext,
  type JobDefinition,
  type JobOptions,
  type JobWork,
  type MissedSlots,
} from './define-job.ts'
export type {
  Enqueue,
  EnqueueArguments,
  EnqueuedInput,
  EnqueuedName,
  EnqueueOptions,
  JobInput,
  JobName,
} from './job-types.ts'
