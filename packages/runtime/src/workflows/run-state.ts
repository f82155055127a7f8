import type { Transaction } from '../database/index.ts'
import { type Delivery, LeaseLost } from '../queue/index.ts'
import { addStep, changeStep, failureName, type StepRecord } from './step-records.ts'
import type { KnownWorkflow } from './workflow-book.ts'
import type { StepWork, WorkflowCall } from './workflow-call.ts'
import type { DbStepContext, StepContext, StepOptions } from './workflow-types.ts'

/** A step as the workflow asked for it. */
export interface StepRequest {
  readonly name: string
  /** Outside of a transaction, in one with its record, or nothing but a time that passes. */
  readonly kind: 'call' | 'db' | 'sleep'
  readonly sleepMs?: number
  readonly options: StepOptions<unknown, StepContext & DbStepContext>
  run(context: StepContext & DbStepContext): unknown
}

/** A run of a workflow on this instance, as far as it came. */
export interface RunState {
  readonly workflow: KnownWorkflow
  readonly delivery: Delivery
  readonly call: WorkflowCall
  readonly records: Map<string, StepRecord>
  /** The steps the code came to, in this run of it. */
  readonly asked: Map<string, StepRequest>
  /** Steps at work. */
  readonly atWork: Set<Promise<unknown>>
  /** Rejects with the reason why the code is not to go on here. */
  readonly stop: Promise<never>
  /** Leaves the code where it stands; whatever it still asks for never comes. */
  suspend(reason: unknown): Promise<never>
  isSuspended(): boolean
  /** The code is over: nothing it left running asks for more. */
  close(): void
  isClosed(): boolean
}

/** Leaves the code because all that is left to do is to take steps back. */
export class Replayed extends Error {
  override readonly name = 'Replayed'
}

/** The state of a run that begins, or goes on, with what is recorded of it. */
export function createRunState(
  parts: Pick<RunState, 'workflow' | 'delivery' | 'call'>,
  records: readonly StepRecord[],
): RunState {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  let isSuspended = false
  let isClosed = false
  return {
    ...parts,
    records: new Map(records.map((record) => [record.name, record])),
    asked: new Map(),
    atWork: new Set(),
    stop: promise,
    isSuspended: () => isSuspended,
    isClosed: () => isClosed || isSuspended,
    close() {
      isClosed = true
    },
    suspend(reason) {
      isSuspended = true
      reject(reason)
      return new Promise<never>(() => undefined)
    },
  }
}

/** True once it is decided that the steps are taken back. */
export function hasFailed({ records }: RunState): boolean {
  return records.has(failureName)
}

/** A record that nothing was written of yet. */
export function newRecord(
  { delivery, records }: RunState,
  name: string,
  values: Partial<StepRecord> = {},
): StepRecord {
  return {
    workflowId: delivery.id,
    name,
    position: records.size + 1,
    status: 'running',
    attempts: 0,
    result: null,
    error: null,
    at: new Date().toISOString(),
    ...values,
  }
}

/**
 * Writes what became of a step, in place of what was known of it. Throws `LeaseLost` where somebody else wrote meanwhile.
 */
export async function writeRecord(
  tx: Transaction,
  from: StepRecord | undefined,
  to: StepRecord,
): Promise<StepRecord> {
  const isWritten = from === undefined ? await addStep(tx, to) : await changeStep(tx, from, to)
  if (!isWritten) throw new LeaseLost()
  return to
}

/** Writes it in a transaction of its own, with more where there is more to do. */
export async function record(
  state: RunState,
  name: string,
  {
    values,
    work,
    timeLimitMs,
  }: {
    values: (done: unknown) => Partial<StepRecord>
    work?: (stepWork: StepWork, tx: Transaction) => unknown
    timeLimitMs?: number
  },
): Promise<StepRecord> {
  const from = state.records.get(name)
  const written = await state.call.transaction(name, timeLimitMs, async (tx, stepWork) => {
    const done = await work?.(stepWork, tx)
    const base = from ?? newRecord(state, name)
    const to = { ...base, at: new Date().toISOString(), ...values(done) }
    return writeRecord(tx, from, to)
  })
  state.records.set(name, written)
  return written
}

/** Runs code that may take too long, or be told to stop; it is handed the signal that says so. */
export async function limited<Result>(
  { delivery }: RunState,
  timeoutMs: number,
  run: (signal: AbortSignal) => Result | Promise<Result>,
): Promise<Result> {
  const late = new AbortController()
  const timer = setTimeout(
    () => late.abort(new Error(`It was not done within ${timeoutMs} ms`)),
    timeoutMs,
  )
  const signal = AbortSignal.any([delivery.signal, late.signal])
  const stopped = Promise.withResolvers<never>()
  stopped.promise.catch(() => undefined)
  const stop = (): void => stopped.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await Promise.race([(async () => run(signal))(), stopped.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** Is it the instance that stops, or no longer has the run, and nobody's failure? */
export function isInterrupted({ delivery }: RunState, error: unknown): boolean {
  return error instanceof LeaseLost || delivery.signal.aborted
}
