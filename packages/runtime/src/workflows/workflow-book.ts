import { nearestName, StartupError } from '../errors/index.ts'
import type { Registered } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import { type EnqueueOptions, parseDuration } from '../jobs/index.ts'
import type { LaneLimits, Message } from '../queue/index.ts'
import { type InputRules, validateInput } from '../schema/index.ts'
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
      if (found === undefined) throw unknown(name, [...byName.keys()])
      return {
        id: newId(),
        kind: 'workflow',
        name,
        lane: laneOf(name),
        maxAttempts,
        keepHours,
        payload: checkedInput(found, input ?? {}),
        ...choices(name, options),
      }
    },
  }
}

/** The name of the workflow whose lane it is. */
export function workflowOfLane(lane: string): string {
  return lane.slice('workflow:'.length)
}

/** The input in its canonical form. Wrong input is a mistake in the code that asks, and not in what a caller sent. */
export function checkedInput({ name, input: rules }: KnownWorkflow, input: unknown): unknown {
  const { value, errors } = validateInput(rules, 'create', input)
  if (errors.length === 0) return value
  const words = errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  throw new Error(`The workflow "${name}" cannot take this input: ${words}`)
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

function assertCount(count: number, what: string): void {
  if (Number.isInteger(count) && count > 0) return
  throw new Error(`${what}: ${count} is no count: write 1 or more`)
}

function unknown(name: string, names: readonly string[]): Error {
  const nearest = nearestName(name, names)
  return new Error(`There is no workflow "${name}"${nearest ? `: did you mean "${nearest}"?` : ''}`)
}

function choices(name: string, options: EnqueueOptions): Partial<Message> {
  const { delay, runAt, priority, uniqueKey } = options
  const times = [
    ...(delay === undefined
      ? []
      : [Date.now() + parseDuration(delay, `delay for the workflow "${name}"`)]),
    ...(runAt === undefined ? [] : [new Date(runAt).getTime()]),
  ]
  return {
    ...(times.length > 0 && { runAt: new Date(Math.max(...times)).toISOString() }),
    ...(priority !== undefined && { priority }),
    ...(uniqueKey !== undefined && { uniqueKey: `${laneOf(name)}:${uniqueKey}` }),
  }
}
