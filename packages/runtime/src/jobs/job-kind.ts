import type { Services } from '../operation/index.ts'
import { type Delivery, type KindHandler, Park } from '../queue/index.ts'
import { acceptedInput } from './checked-input.ts'
import type { JobContext } from './define-job.ts'
import type { JobBook, JobPayload, KnownJob } from './job-book.ts'
import { runDelivery } from './run-delivery.ts'

/** Runs the jobs of an application. One that this code does not know is left to instances that do. */
export function createJobKind(services: Services, jobs: JobBook): KindHandler {
  return {
    kind: 'job',
    limits: (lane) => jobs.find(lane.slice('job:'.length))?.limits ?? { perInstance: 0 },
    async run(delivery) {
      const job = jobs.find(delivery.name)
      if (!job) throw new Park(`There is no job "${delivery.name}" any more`)
      return runJob(services, delivery, job)
    },
  }
}

function runJob(services: Services, delivery: Delivery, job: KnownJob): Promise<unknown> {
  const { definition, timeoutMs } = job
  const { input, slot = null } = delivery.payload as JobPayload
  const what = `job "${definition.name}"`
  const given = acceptedInput(what, job.input, input) as JobContext<string>['input']
  return runDelivery(services, delivery, {
    inTransaction: definition.transaction !== false,
    timeoutMs,
    facts: { job: definition.name },
    run: (context) => definition.run({ ...context, input: given, slot }),
  })
}
