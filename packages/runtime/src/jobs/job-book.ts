import { nearestName, StartupError } from '../errors/index.ts'
import type { Registered } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import type { LaneLimits, Message } from '../queue/index.ts'
import { type InputRules, validateInput } from '../schema/index.ts'
import type { JobDefinition } from './define-job.ts'
import type { EnqueueOptions } from './job-types.ts'
import { parseDuration, parseRate } from './parse-duration.ts'

/** A job with its words read. */
export interface KnownJob {
  readonly definition: JobDefinition
  readonly input: InputRules
  readonly timeoutMs: number
  readonly limits: LaneLimits
}

/** What a message of the kind `job` carries. */
export interface JobPayload {
  readonly input: unknown
  /** The slot of the schedule it was begun for. */
  readonly slot?: string
}

/** The jobs of an application. */
export interface JobBook {
  readonly all: readonly KnownJob[]
  find(name: string): KnownJob | undefined
  /** The message that asks for a job. Throws where there is no such job, or it cannot take this. */
  message(name: string, input: unknown, options?: EnqueueOptions): Message
  /** The message of a slot of its schedule. */
  slotMessage(name: string, slot: string): Message
}

const laneOf = (name: string): string => `job:${name}`

/** Reads the jobs of an application; refuses to start with one whose options make no sense. */
export function createJobBook(registered: readonly Registered<JobDefinition>[]): JobBook {
  const byName = new Map(registered.map((entry) => [entry.definition.name, readJob(entry)]))
  const get = (name: string): KnownJob => {
    const found = byName.get(name)
    if (found) return found
    const nearest = nearestName(name, [...byName.keys()])
    throw new Error(`There is no job "${name}"${nearest ? `: did you mean "${nearest}"?` : ''}`)
  }
  return {
    all: [...byName.values()],
    find: (name) => byName.get(name),
    message(name, input, options = {}) {
      const job = get(name)
      const payload: JobPayload = { input: checkedInput(job, input ?? {}) }
      return { ...baseMessage(job), payload, ...choices(name, options) }
    },
    slotMessage(name, slot) {
      const payload: JobPayload = { input: {}, slot }
      return { ...baseMessage(get(name)), payload }
    },
  }
}

function readJob({ definition, shape }: Registered<JobDefinition>): KnownJob {
  const of = `of the job "${definition.name}"`
  const inTransaction = definition.transaction !== false
  try {
    const { timeout = inTransaction ? '5s' : '5m', rate, concurrency, attempts } = definition
    assertCount(concurrency, `concurrency ${of}`)
    assertCount(attempts, `attempts ${of}`)
    if (definition.schedule !== undefined && shape.input.required.length > 0) {
      throw new Error(`schedule ${of}: nobody is there to give it ${shape.input.required[0]}`)
    }
    return {
      definition,
      input: shape.input,
      timeoutMs: parseDuration(timeout, `timeout ${of}`),
      limits: {
        concurrency,
        perInstance: concurrency,
        rate: rate === undefined ? undefined : parseRate(rate, `rate ${of}`),
      },
    }
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function assertCount(count: number | undefined, what: string): void {
  if (count === undefined || (Number.isInteger(count) && count > 0)) return
  throw new Error(`${what}: ${count} is no count: write 1 or more`)
}

const keepHours = 24

function baseMessage({ definition }: KnownJob): Omit<Message, 'payload'> {
  const { name, priority, attempts } = definition
  const lane = laneOf(name)
  return { id: newId(), kind: 'job', name, lane, priority, maxAttempts: attempts, keepHours }
}

function choices(name: string, options: EnqueueOptions): Partial<Message> {
  const { delay, runAt, priority, uniqueKey, attempts } = options
  assertCount(attempts, `attempts for the job "${name}"`)
  const from = laterOf(name, delay, runAt)
  return {
    ...(from !== undefined && { runAt: from }),
    ...(priority !== undefined && { priority }),
    ...(uniqueKey !== undefined && { uniqueKey: `${laneOf(name)}:${uniqueKey}` }),
    ...(attempts !== undefined && { maxAttempts: attempts }),
  }
}

/** With both, neither may be undercut. */
function laterOf(
  name: string,
  delay: EnqueueOptions['delay'],
  runAt: EnqueueOptions['runAt'],
): string | undefined {
  const times: number[] = []
  if (delay !== undefined) {
    times.push(Date.now() + parseDuration(delay, `delay for the job "${name}"`))
  }
  if (runAt !== undefined) times.push(new Date(runAt).getTime())
  if (times.length === 0) return undefined
  const time = Math.max(...times)
  if (Number.isNaN(time)) throw new Error(`runAt for the job "${name}": ${runAt} is no instant`)
  return new Date(time).toISOString()
}

/** The input in its canonical form. Wrong input is a mistake in the code that asks, and not in what a caller sent. */
export function checkedInput(job: KnownJob, input: unknown): unknown {
  const { value, errors } = validateInput(job.input, 'create', input)
  if (errors.length === 0) return value
  const words = errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  throw new Error(`The job "${job.definition.name}" cannot take this input: ${words}`)
}
