import { StartupError } from '../errors/index.ts'
import type { Registered } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import type { LaneLimits, Message } from '../queue/index.ts'
import type { InputRules } from '../schema/index.ts'
import { checkedInput } from './checked-input.ts'
import type { JobDefinition } from './define-job.ts'
import { enqueueChoices } from './enqueue-choices.ts'
import type { EnqueueOptions } from './job-types.ts'
import { assertCount, unknownWork } from './known-work.ts'
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
    throw unknownWork('job', name, byName.keys())
  }
  return {
    all: [...byName.values()],
    find: (name) => byName.get(name),
    message(name, input, options = {}) {
      const job = get(name)
      const what = `job "${name}"`
      const { attempts } = options
      const payload: JobPayload = { input: checkedInput(what, job.input, input ?? {}) }
      assertCount(attempts, `attempts for the ${what}`)
      return {
        ...baseMessage(job),
        payload,
        ...enqueueChoices({ what, lane: laneOf(name) }, options),
        ...(attempts !== undefined && { maxAttempts: attempts }),
      }
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

const keepHours = 24

function baseMessage({ definition }: KnownJob): Omit<Message, 'payload'> {
  const { name, priority, attempts } = definition
  const lane = laneOf(name)
  return { id: newId(), kind: 'job', name, lane, priority, maxAttempts: attempts, keepHours }
}
