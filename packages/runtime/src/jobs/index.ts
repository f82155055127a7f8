export {
  defineJob,
  type JobContext,
  type JobDefinition,
  type JobOptions,
  type JobWork,
  type MissedSlots,
  type RegisteredJob,
} from './define-job.ts'
export type { Enqueue, EnqueueOptions, InputArguments, JobInput, JobName } from './job-types.ts'
