import { parseDuration } from '../jobs/index.ts'
import { fail } from '../operation/index.ts'
import { Later, Park } from '../queue/index.ts'
import {
  hasFailed,
  isInterrupted,
  limited,
  newRecord,
  Replayed,
  type RunState,
  record,
  type StepRequest,
} from './run-state.ts'
import { isForGood, pauseMs, StepFailed, wordsOf } from './step-error.ts'
import { failureName, readSteps, type StepRecord } from './step-records.ts'
import type { DbStepContext, StepContext } from './workflow-types.ts'

/** How often clearing up and taking back are tried, before somebody has to look. */
export const undoAttempts = 10
const maxResultLength = 1_048_576

/** Gives the result of a step: the recorded one, or that of doing it. Never comes back where the run has to stop. */
export async function performStep(state: RunState, request: StepRequest): Promise<unknown> {
  const { name } = request
  if (state.isClosed()) return never()
  if (name === failureName || state.asked.has(name)) {
    const what = name === '' ? 'A step has no name' : `Two steps are called "${name}"`
    return state.suspend(new Park(`${what}: give each a name of its own`))
  }
  state.asked.set(name, request)
  const known = state.records.get(name)
  if (known?.status === 'done' || known?.status === 'undone') return resultOf(known)
  if (known?.status === 'failed') throw failed(known)
  if (hasFailed(state)) return state.suspend(new Replayed())
  const working = work(state, request)
  state.atWork.add(working)
  try {
    return await working
  } catch (error) {
    if (error instanceof StepFailed) throw error
    return state.suspend(error)
  } finally {
    state.atWork.delete(working)
  }
}

/** Waits until a time that is recorded. */
export async function performSleep(
  state: RunState,
  name: string,
  duration: number | string,
): Promise<void> {
  const sleepMs = parseDuration(duration, `sleep "${name}"`)
  await performStep(state, { name, kind: 'sleep', sleepMs, options: {}, run: () => undefined })
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function failed({ name, error }: StepRecord): StepFailed {
  return new StepFailed(name, error ?? 'It failed')
}

function resultOf({ result }: StepRecord): unknown {
  return result === null ? undefined : JSON.parse(result)
}

async function work(state: RunState, request: StepRequest): Promise<unknown> {
  const { name, kind, options } = request
  if (kind === 'sleep') return sleep(state, name, request.sleepMs ?? 0)
  const most = options.attempts ?? state.workflow.attempts
  const known = state.records.get(name)
  if (known?.status === 'clearing') return clearUp(state, request)
  if (kind === 'call' && known !== undefined && known.attempts >= most) {
    const error = new Error(known.error ?? 'Its process ended while it was at work')
    return giveUp(state, request, error)
  }
  state.delivery.progress(state.records.size, undefined, name)
  if (kind === 'call') await start(state, name)
  try {
    return resultOf(
      kind === 'db' ? await runInside(state, request) : await runOutside(state, request),
    )
  } catch (error) {
    return onError(state, request, error)
  }
}

/** Before it begins, so that a step that ends its process is not begun without end; unless it is decided to go back. */
async function start(state: RunState, name: string): Promise<void> {
  const attempts = (state.records.get(name)?.attempts ?? 0) + 1
  await record(state, name, {
    values: () => ({ attempts }),
    work: (_stepWork, tx) => refuseFailed(state, tx),
  })
}

type Reader = Parameters<typeof readSteps>[0]

/** Somebody may have cancelled the run since. */
async function refuseFailed(state: RunState, tx: Reader): Promise<void> {
  const steps = await readSteps(tx, state.delivery.id)
  const failure = steps.find(({ name }) => name === failureName)
  if (failure === undefined) return
  state.records.set(failureName, failure)
  throw new Replayed()
}

async function runInside(state: RunState, request: StepRequest): Promise<StepRecord> {
  const { name, run } = request
  const { workflow } = state
  const attempt = (state.records.get(name)?.attempts ?? 0) + 1
  const timeLimitMs = timeLimitOf(request, workflow.transactionMs)
  return record(state, name, {
    timeLimitMs,
    work: async (stepWork, tx) => {
      await refuseFailed(state, tx)
      return run(contextOf(state, request, { attempt, signal: state.delivery.signal, stepWork }))
    },
    values: (done) => doneValues(name, done),
  })
}

async function runOutside(state: RunState, request: StepRequest): Promise<StepRecord> {
  const { name, run } = request
  const attempt = state.records.get(name)?.attempts ?? 1
  const timeoutMs = timeLimitOf(request, state.workflow.timeoutMs)
  const done = await limited(state, timeoutMs, (signal) =>
    run(contextOf(state, request, { attempt, signal })),
  )
  return record(state, name, { values: () => doneValues(name, done) })
}

/** How long one try of the step may take. */
export function timeLimitOf({ name, options }: StepRequest, usualMs: number): number {
  if (options.timeout === undefined) return usualMs
  return parseDuration(options.timeout, `timeout of the step "${name}"`)
}

/** What a step is handed, and its undo. */
export function contextOf(
  { delivery, call }: RunState,
  { name }: StepRequest,
  parts: { attempt: number; signal: AbortSignal; stepWork?: object },
): StepContext & DbStepContext {
  const { attempt, signal, stepWork = {} } = parts
  const log = call.log.child({ step: name, attempt })
  // Only a step in a transaction is typed with what works in one.
  return { ...stepWork, id: `${delivery.id}:${name}`, attempt, signal, log, fail } as StepContext &
    DbStepContext
}

/** The try counts from here on for the undo. */
function doneValues(name: string, done: unknown): Partial<StepRecord> {
  const result = done === undefined ? null : JSON.stringify(done)
  if (result !== null && (result ?? '').length > maxResultLength) {
    throw new Park(`The step "${name}" gave more than ${maxResultLength} characters: give an id`)
  }
  return { status: 'done', attempts: 0, result: result ?? null, error: null }
}

async function onError(state: RunState, request: StepRequest, error: unknown): Promise<unknown> {
  const { name, kind, options } = request
  if (error instanceof Replayed) throw error
  if (isInterrupted(state, error)) return giveBack(state, request, error)
  const known = state.records.get(name)
  const attempts = (known?.attempts ?? 0) + (kind === 'db' ? 1 : 0)
  const most = options.attempts ?? state.workflow.attempts
  state.call.log.warn({ step: name, attempt: attempts, err: error }, 'a step failed')
  if (isForGood(error) || attempts >= most) return giveUp(state, request, error)
  await record(state, name, { values: () => ({ attempts, error: wordsOf(error) }) })
  throw new Later(pauseMs(attempts))
}

/** The instance stops: that was no try of the step. */
async function giveBack(
  state: RunState,
  { name, kind }: StepRequest,
  error: unknown,
): Promise<never> {
  const known = state.records.get(name)
  if (kind === 'call' && known !== undefined && known.attempts > 0) {
    await record(state, name, { values: () => ({ attempts: known.attempts - 1 }) }).catch(
      () => undefined,
    )
  }
  throw error
}

/** It has failed for good: cleared up after where it says how, and then recorded. */
async function giveUp(state: RunState, request: StepRequest, error: unknown): Promise<never> {
  const status = request.options.failed === undefined ? 'failed' : 'clearing'
  const gaveUp = await record(state, request.name, {
    values: () => ({ status, attempts: 0, error: wordsOf(error) }),
  })
  if (status === 'clearing') return clearUp(state, request)
  throw new StepFailed(request.name, gaveUp.error ?? 'It failed', { cause: error })
}

async function clearUp(state: RunState, request: StepRequest): Promise<never> {
  const { name, options } = request
  const clear = async (context: StepContext & DbStepContext): Promise<void> =>
    options.failed?.(context)
  const cleared = await settle(state, request, {
    what: 'Clearing up after the step',
    run: clear,
    values: { status: 'failed' },
  })
  throw failed(cleared ?? newRecord(state, name))
}

/** Does what belongs to a step and is not its own work, and records that; tried again when it fails, then parked. */
export async function settle(
  state: RunState,
  request: StepRequest,
  {
    what,
    run,
    values,
  }: {
    what: string
    run: (context: StepContext & DbStepContext) => unknown
    values: Partial<StepRecord>
  },
): Promise<StepRecord> {
  const { name, kind } = request
  const { workflow, delivery } = state
  const attempt = (state.records.get(name)?.attempts ?? 0) + 1
  try {
    if (kind === 'db') {
      return await record(state, name, {
        timeLimitMs: timeLimitOf(request, workflow.transactionMs),
        work: (stepWork) =>
          run(contextOf(state, request, { attempt, signal: delivery.signal, stepWork })),
        values: () => values,
      })
    }
    await limited(state, timeLimitOf(request, workflow.timeoutMs), (signal) =>
      run(contextOf(state, request, { attempt, signal })),
    )
    return await record(state, name, { values: () => values })
  } catch (error) {
    if (isInterrupted(state, error)) throw error
    return unsettled(state, request, { error, attempt, what })
  }
}

async function unsettled(
  state: RunState,
  { name }: StepRequest,
  { error, attempt, what }: { error: unknown; attempt: number; what: string },
): Promise<never> {
  const words = `${what} "${name}" failed: ${wordsOf(error)}`
  state.call.log.error({ step: name, attempt, err: error }, words)
  await record(state, name, { values: () => ({ attempts: attempt }) })
  if (attempt >= undoAttempts || isForGood(error)) throw new Park(words, { cause: error })
  throw new Later(pauseMs(attempt))
}

async function sleep(state: RunState, name: string, ms: number): Promise<void> {
  const known =
    state.records.get(name) ??
    (await record(state, name, {
      values: () => ({ result: JSON.stringify(new Date(Date.now() + ms).toISOString()) }),
    }))
  const left = Date.parse(String(resultOf(known))) - Date.now()
  if (left > 0) throw new Later(left)
  await record(state, name, { values: () => ({ status: 'done', result: null }) })
}
