import { StartupError } from '../errors/index.ts'
import type { Registered } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import {
  assertCount,
  checkedInput,
  type EnqueueOptions,
  enqueueChoices,
  parseDuration,
  unknownWork,
} from '../jobs/index.ts'
import type { LaneLimits, Message } from '../queue/index.ts'
import type { InputRules } from '../schema/index.ts'
import type { Workflow, WorkflowSettings } from './workflow-types.ts'

/** A workflow with its words read. */
export interface KnownWorkflow {
  readonly name: string
  readonly run: WorkflowSettings<unknown>['run']
  readonly input: InputRules
  readonly attempts: number
  readonly timeoutMs: number
  readonly transactionMs: number
  readonly limits: LaneLimits
}

/** The workflows of an application. */
export interface WorkflowBook {
  readonly all: readonly KnownWorkflow[]
  has(name: string): boolean
  find(name: string): KnownWorkflow | undefined
  /** The message that starts one. Throws where there is none of that name, or it cannot take this. */
  message(name: string, input: unknown, options?: EnqueueOptions): Message
}

const usualAttempts = 5
const usualConcurrency = 10
/** A week: to see what became of a run. */
const keepHours = 7 * 24
/** Tries of the queue count processes that ended, and mistakes of the code between steps. */
const maxAttempts = 30
const laneOf = (name: string): string => `workflow:${name}`

/** Reads the workflows of an application; refuses to start with one whose settings make no sense. */
export function createWorkflowBook(registered: readonly Registered<Workflow>[]): WorkflowBook {
  const known = registered.map(readWorkflow)
  const byName = new Map(known.map((one) => [one.name, one]))
  return {
    all: known,
    has: (name) => byName.has(name),
    find: (name) => byName.get(name),
    message(name, input, options = {}) {
      const found = byName.get(name)
      if (found === undefined) throw unknownWork('workflow', name, byName.keys())
      const what = `workflow "${name}"`
      const lane = laneOf(name)
      return {
        id: newId(),
        kind: 'workflow',
        name,
        lane,
        maxAttempts,
        keepHours,
        payload: checkedInput(what, found.input, input ?? {}),
        ...enqueueChoices({ what, lane }, options),
      }
    },
  }
}

/** The name of the workflow whose lane it is. */
export function workflowOfLane(lane: string): string {
  return lane.slice('workflow:'.length)
}

function readWorkflow({ definition, shape }: Registered<Workflow>): KnownWorkflow {
  const { name, settings } = definition
  const { attempts = usualAttempts, concurrency = usualConcurrency, timeout, run } = settings
  const of = `of the workflow "${name}"`
  try {
    assertCount(attempts, `attempts ${of}`)
    assertCount(concurrency, `concurrency ${of}`)
    return {
      name,
      run: run as WorkflowSettings<unknown>['run'],
      input: shape.input,
      attempts,
      timeoutMs: parseDuration(timeout ?? '30s', `timeout ${of}`),
      transactionMs: parseDuration(timeout ?? '5s', `timeout ${of}`),
      limits: { perInstance: concurrency },
    }
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
