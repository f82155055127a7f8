import { AppError } from '../errors/index.ts'
import { acceptedInput } from '../jobs/index.ts'
import type { Services } from '../operation/index.ts'
import { type Delivery, type KindHandler, Park } from '../queue/index.ts'
import { performSleep, performStep } from './perform-step.ts'
import {
  createRunState,
  hasFailed,
  Replayed,
  type RunState,
  type StepRequest,
} from './run-state.ts'
import { StepFailed } from './step-error.ts'
import { forgetSteps, readSteps } from './step-records.ts'
import { decideToGoBack, takeBack } from './take-back.ts'
import { type KnownWorkflow, type WorkflowBook, workflowOfLane } from './workflow-book.ts'
import { openCall } from './workflow-call.ts'
import type { Step } from './workflow-types.ts'

/** What is kept of a run that is over. */
export type WorkflowOutcome =
  | { readonly outcome: 'completed'; readonly result: unknown }
  | { readonly outcome: 'compensated'; readonly error: string }

const forgetEvery = 50

/** Runs the workflows of an application. One that this code does not know is left to instances that do. */
export function createWorkflowKind(services: Services, workflows: WorkflowBook): KindHandler {
  let ended = 0
  return {
    kind: 'workflow',
    limits: (lane) => workflows.find(workflowOfLane(lane))?.limits ?? { perInstance: 0 },
    async run(delivery) {
      const workflow = workflows.find(delivery.name)
      if (!workflow) throw new Park(`There is no workflow "${delivery.name}" any more`)
      const outcome = await runWorkflow(services, delivery, workflow)
      if (ended++ % forgetEvery === 0) await forgetSteps(services.database)
      return outcome
    },
  }
}

async function runWorkflow(
  services: Services,
  delivery: Delivery,
  workflow: KnownWorkflow,
): Promise<WorkflowOutcome> {
  const call = openCall(services, delivery)
  const records = await readSteps(services.database, delivery.id)
  const state = createRunState({ workflow, delivery, call }, records)
  try {
    const result = await runCode(
      state,
      acceptedInput(`workflow "${workflow.name}"`, workflow.input, delivery.payload),
    )
    if (!hasFailed(state)) {
      call.log.info('a workflow is done')
      return { outcome: 'completed', result: result ?? null }
    }
  } catch (error) {
    if (!(error instanceof Replayed)) {
      if (state.isSuspended()) return state.stop
      if (!isDecided(state, error)) throw error
      await decideToGoBack(state, error)
    }
  }
  const error = await takeBack(state)
  call.log.warn({ reason: error }, 'a workflow failed and is taken back')
  return { outcome: 'compensated', error }
}

/** Runs the code until its end, or until it has to stop here; what is at work then is waited for. */
async function runCode(state: RunState, input: unknown): Promise<unknown> {
  const { workflow, delivery, call } = state
  const code = (async () =>
    workflow.run({ id: delivery.id, input, step: stepsOf(state), log: call.log }))()
  code.catch(() => undefined)
  try {
    const result = await Promise.race([code, state.stop]).finally(state.close)
    await Promise.allSettled(state.atWork)
    // A step nobody waited for may have had to stop.
    if (state.isSuspended()) await state.stop
    return result
  } finally {
    await Promise.allSettled(state.atWork)
  }
}

function stepsOf(state: RunState): Step {
  const ask = (kind: StepRequest['kind']) =>
    ((name, run, undo) => {
      const options = typeof undo === 'function' ? { undo } : (undo ?? {})
      const asked = performStep(state, { name, kind, options, run } as StepRequest)
      asked.catch(() => undefined)
      return asked
    }) as Step
  return Object.assign(ask('call'), {
    db: ask('db') as unknown as Step['db'],
    sleep: (name: string, duration: number | string) => performSleep(state, name, duration),
  })
}

/** A step that failed for good and a refusal end the run; a mistake of the code is tried some times. */
function isDecided({ delivery, workflow }: RunState, error: unknown): boolean {
  if (delivery.signal.aborted) return false
  if (error instanceof StepFailed || (error instanceof AppError && error.status < 500)) return true
  return delivery.attempt >= workflow.attempts
}
