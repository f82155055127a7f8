import type { Logger } from '../log/index.ts'
import {
  type Context,
  createRepositories,
  createSenders,
  type Services,
  sendingIn,
  type WriteContext,
} from '../operation/index.ts'
import type { Delivery } from '../queue/index.ts'
import { callOf } from './call-of.ts'
import type { JobContext, JobWork } from './define-job.ts'

/** What a job and a handler of an event are both handed. */
export type DeliveryContext = Omit<JobContext<string>, 'input' | 'slot'>

export interface RunOptions {
  /** False: `run` stands outside of a transaction, and may complete in one. */
  readonly inTransaction: boolean
  readonly timeoutMs: number
  /** What it is called in the log. */
  readonly facts: { readonly [name: string]: unknown }
  run(context: DeliveryContext): unknown
}

/**
 * Runs the code of an application for one delivery: in one transaction with its completion, or outside of one. When the
 * time is up its signal is aborted and the try has failed, whether the code listens or not.
 */
export async function runDelivery(
  services: Services,
  delivery: Delivery,
  options: RunOptions,
): Promise<unknown> {
  const { timeoutMs } = options
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(tookTooLong(timeoutMs)), timeoutMs)
  const signal = AbortSignal.any([delivery.signal, late.signal])
  const call = openCall(services, delivery, { signal, facts: options.facts })
  try {
    const running = options.inTransaction
      ? runInside(call, options)
      : runOutside(call, options, late.signal)
    return await running
  } finally {
    clearTimeout(timer)
  }
}

function tookTooLong(timeoutMs: number): Error {
  return new Error(`It was not done within ${timeoutMs} ms`)
}

interface Call {
  readonly delivery: Delivery
  readonly base: Context
  readonly log: Logger
  readonly signal: AbortSignal
}

function openCall(
  services: Services,
  delivery: Delivery,
  { signal, facts }: { signal: AbortSignal; facts: RunOptions['facts'] },
): Call {
  const { id, origin, attempt } = delivery
  const { requestId } = origin
  const log = services.log.child({
    ...facts,
    id,
    attempt,
    ...(requestId !== null && { requestId }),
  })
  return { delivery, base: callOf(services, delivery), log, signal }
}

function workIn(context: Context): JobWork {
  return {
    db: createRepositories(context).db,
    system: createRepositories({ ...context, unrestricted: true }).system,
    ...createSenders(context),
  }
}

function contextOf(
  { delivery, base, log, signal }: Call,
  work: JobWork,
  complete: DeliveryContext['complete'],
): DeliveryContext {
  return {
    ...work,
    id: delivery.id,
    attempt: delivery.attempt,
    now: new Date().toISOString(),
    caller: base.caller,
    log,
    signal,
    progress: (done, total, note) => delivery.progress(done, total, note),
    complete,
  }
}

async function runInside(call: Call, { run, timeoutMs, facts }: RunOptions): Promise<unknown> {
  const refuse = async (): Promise<never> => {
    throw new Error(
      'It is one transaction with its completion already: `complete` is for `transaction: false`',
    )
  }
  return completing(
    call,
    { key: Object.values(facts).join(' '), timeLimitMs: timeoutMs },
    (inside) => run(contextOf(call, workIn(inside), refuse)),
  )
}

async function runOutside(
  call: Call,
  { run, facts }: RunOptions,
  late: AbortSignal,
): Promise<unknown> {
  const key = `${Object.values(facts).join(' ')} complete`
  const complete: DeliveryContext['complete'] = (work) =>
    completing(call, { key }, (inside) => work(workIn(inside)))
  const running = (async () => run(contextOf(call, workIn(call.base), complete)))()
  const tooLate = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => reject(late.reason as Error), { once: true })
  })
  return Promise.race([running, tooLate])
}

/** The work, what it sends and the completion are one transaction. */
function completing<Result>(
  { delivery, base }: Call,
  options: { key: string; timeLimitMs?: number },
  work: (inside: WriteContext) => Promise<Result> | Result,
): Promise<Result> {
  return sendingIn(base, (run) => delivery.complete(run, options), work)
}
