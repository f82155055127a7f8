import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type { Transaction, TransactionOptions } from '../database.ts'
import type { Renderer } from '../renderer.ts'
import { type Outcome, settleWork } from '../settle-work.ts'
import { sql } from '../sql.ts'
import { defaultTimeLimitMs, isClosed } from '../time-limit.ts'
import { openTransaction } from '../transaction-handle.ts'
import type { Connection } from './connection.ts'
import { isBusy } from './errors.ts'
import { createExecutor } from './executor.ts'

export type Work<Result> = (transaction: Transaction) => Promise<Result>

export interface Transactions {
  run<Result>(work: Work<Result>, options?: JobOptions): Promise<Result>
  /** Runs at once, or behind the transactions that are running: for reads on the same connection. */
  between<Result>(read: () => Result): Result | Promise<Result>
  /** Refuses what comes from now on and waits for the rest. */
  close(): Promise<void>
}

export interface JobOptions extends TransactionOptions {
  /** A single statement: it either happens or not, so it needs no savepoint. */
  readonly single?: boolean
}

export interface TransactionsOptions {
  readonly connection: Connection
  readonly render: Renderer
  /** How long to wait for another process that writes. */
  readonly busyTimeoutMs: number
  /** Called with the number of transactions that a commit made durable. */
  onCommit(count: number): void
}

interface Job {
  readonly work: Work<unknown>
  readonly options: JobOptions
  resolve(value: unknown): void
  reject(error: unknown): void
}

interface Ended {
  readonly job: Job
  readonly outcome: Outcome
}

/** Which kinds of work were seen to wait for more than the database. */
type Kinds = Map<string, 'quick' | 'waits'>

const maxGroup = 128
const maxGatherMs = 2

/**
 * Group commit: the transactions that arrive in one turn of the event loop, and in those that follow while each brings
 * more, share one `begin immediate ... commit`, so one flush of the disk. They run one after the other, each in a savepoint, and each answers after the commit. A kind
 * of work that was seen to wait for more than the database gets a commit of its own, so that it holds nobody up.
 */
export function createTransactions(options: TransactionsOptions): Transactions {
  const queue: Job[] = []
  const reads: (() => void)[] = []
  const kinds: Kinds = new Map()
  let pumping: Promise<void> | undefined
  let closed = false

  async function pump(): Promise<void> {
    do {
      await gather(queue)
      queue.unshift(...(await runGroup(options, takeGroup(queue, kinds), kinds)))
      for (const read of reads.splice(0)) read()
    } while (queue.length > 0)
    pumping = undefined
  }

  return {
    run<Result>(work: Work<Result>, jobOptions: JobOptions = {}) {
      if (closed) return Promise.reject(isClosed())
      return new Promise<Result>((resolve, reject) => {
        queue.push({ work, options: jobOptions, resolve: resolve as Job['resolve'], reject })
        pumping ??= pump()
      })
    },
    between<Result>(read: () => Result) {
      if (pumping === undefined) return read()
      return new Promise<Result>((resolve, reject) => {
        reads.push(() => {
          try {
            resolve(read())
          } catch (error) {
            reject(error)
          }
        })
      })
    },
    async close() {
      closed = true
      await pumping
    },
  }
}

/**
 * Waits while each turn of the event loop brings more, two milliseconds at most: who was answered by the last commit asks
 * again within a few turns, and would else be split over two.
 */
async function gather(queue: readonly Job[]): Promise<void> {
  const until = performance.now() + maxGatherMs
  let before: number
  do {
    before = queue.length
    await nextTurn()
  } while (queue.length > before && queue.length < maxGroup && performance.now() < until)
}

function takeGroup(queue: Job[], kinds: Kinds): Job[] {
  const behind = queue.findIndex(({ options }) => needsOwnCommit(options, kinds))
  const size = behind === -1 ? queue.length : Math.max(behind, 1)
  return queue.splice(0, Math.min(size, maxGroup))
}

/** A kind that was not seen yet runs alone once, which shows whether it waits. */
function needsOwnCommit({ alone, key, foreignKeys }: JobOptions, kinds: Kinds): boolean {
  if (alone === true || foreignKeys === 'off') return true
  return key !== undefined && kinds.get(key) !== 'quick'
}

/** Runs and answers the jobs; returns those it did not come to. */
async function runGroup(
  options: TransactionsOptions,
  jobs: readonly Job[],
  kinds: Kinds,
): Promise<readonly Job[]> {
  const { connection } = options
  const unchecked = jobs[0]?.options.foreignKeys === 'off'
  try {
    // The setting has no effect inside a transaction.
    if (unchecked) connection.exec('pragma foreign_keys = off')
    await begin(options)
    const ended: Ended[] = []
    for (const job of jobs) {
      const outcome = await runJob(options, job, { kinds, grouped: jobs.length > 1 })
      ended.push({ job, outcome })
      if (!connection.inTransaction) {
        giveUp(ended)
        return jobs.slice(ended.length)
      }
    }
    commit(options, ended, unchecked)
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback')
    for (const job of jobs) job.reject(error)
  } finally {
    if (unchecked) connection.exec('pragma foreign_keys = on')
  }
  return []
}

/** Another process may be writing: waits for it without holding up the event loop. */
async function begin({ connection, busyTimeoutMs }: TransactionsOptions): Promise<void> {
  const until = Date.now() + busyTimeoutMs
  for (let delayMs = 1; ; delayMs = Math.min(delayMs * 2, 100)) {
    try {
      connection.exec('begin immediate')
      return
    } catch (error) {
      if (!isBusy((error as Error).cause) || Date.now() > until) throw error
      await wait(delayMs)
    }
  }
}

async function runJob(
  options: TransactionsOptions,
  job: Job,
  { kinds, grouped }: { kinds: Kinds; grouped: boolean },
): Promise<Outcome> {
  const { single, key, timeLimitMs = defaultTimeLimitMs } = job.options
  const executor = createExecutor(options, grouped && single !== true)
  const open = openTransaction(executor)
  let waited = false
  const outcome = await settleWork(async () => job.work(open.transaction), {
    timeLimitMs,
    onWait() {
      waited = true
    },
  })
  open.end()
  if (key !== undefined && (waited || !kinds.has(key))) kinds.set(key, waited ? 'waits' : 'quick')
  if (options.connection.inTransaction) executor.end(outcome.failed)
  return outcome
}

/** SQLite undid the whole transaction at the last job (a full disk): what came before it is lost as well. */
function giveUp(ended: readonly Ended[]): void {
  const last = ended.at(-1)?.outcome
  const reason = last?.failed ? last.error : new Error('The transaction ended on its own')
  for (const { job, outcome } of ended) job.reject(outcome.failed ? outcome.error : reason)
}

function commit(options: TransactionsOptions, ended: readonly Ended[], unchecked: boolean): void {
  const { connection } = options
  const done = ended.filter(({ outcome }) => !outcome.failed)
  try {
    if (unchecked && done.length > 0) checkReferences(options)
    connection.exec(done.length === 0 ? 'rollback' : 'commit')
  } catch (error) {
    if (connection.inTransaction) connection.exec('rollback')
    for (const { job, outcome } of ended) job.reject(outcome.failed ? outcome.error : error)
    return
  }
  if (done.length > 0) options.onCommit(done.length)
  for (const { job, outcome } of ended) {
    if (outcome.failed) job.reject(outcome.error)
    else job.resolve(outcome.value)
  }
}

const brokenReferences = sql`pragma foreign_key_check`

/** What foreign keys would have refused while they were off. */
function checkReferences({ connection, render }: TransactionsOptions): void {
  const { statement, values } = render(brokenReferences)
  const broken = connection.all(statement, values) as { table: string; parent: string }[]
  const first = broken[0]
  if (!first) return
  throw new Error(
    `${broken.length} rows refer to records that do not exist; the first is in ${first.table} and refers to ${first.parent}`,
  )
}
