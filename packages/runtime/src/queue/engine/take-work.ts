import type { Transaction } from '../../database/index.ts'
import { newId } from '../../id/index.ts'
import type { LaneLimits } from '../delivery.ts'
import {
  claimLane,
  type JobRow,
  lanesOfSuspects,
  lanesWaiting,
  lookForWork,
  type Outlook,
  queueTransaction,
  readQueue,
  readyDue,
  takeOver,
} from '../store/index.ts'
import { type Engine, limitsOf } from './engine.ts'
import { hold } from './running.ts'

/** What a look at the queue brought. */
export interface Taken {
  readonly count: number
  /** When to look again at the latest; null where nothing waits for a time. */
  readonly nextInMs: number | null
}

const maxLanes = 50

/** Looks for work once, and takes what may be done here; also what waits for a time when `isAny`. */
export async function takeWork(engine: Engine, { isAny }: { isAny: boolean }): Promise<Taken> {
  const { database } = engine
  const { isReady, hasSuspects, isLapsed, dueInMs } = await outlookOf(engine, isAny)
  if (isLapsed) await takeOverLapsed(engine)
  const isDue = dueInMs !== null && (isAny || dueInMs <= 0)
  if (isDue) await queueTransaction(database, 'due', (tx) => readyDue(tx, isAny))
  engine.isMore = false
  const nextInMs = isDue ? 0 : dueInMs
  if (!isReady && !isLapsed && !isDue) return { count: 0, nextInMs }
  const { rows, waitMs } = await claim(engine, hasSuspects)
  const nowMs = engine.now()
  for (const row of rows) {
    const running = hold(row, nowMs)
    engine.held.set(row.seq, running)
    engine.backlog.push(running)
    engine.loads.taken(row.lane)
  }
  const soonest = waitMs > 0 && (nextInMs === null || waitMs < nextInMs) ? waitMs : nextInMs
  return { count: rows.length, nextInMs: soonest }
}

const trustedMs = 100

/** What a moment ago was more than could be taken is not looked at again: there is more. */
async function outlookOf(engine: Engine, isAny: boolean): Promise<Outlook> {
  const last = engine.outlook
  const isFresh = last !== undefined && performance.now() - last.atMs < trustedMs
  if (isFresh && engine.isMore && !isAny && !last.outlook.hasSuspects) return last.outlook
  const outlook = await readQueue(engine.database, lookForWork)
  engine.outlook = { atMs: performance.now(), outlook }
  return outlook
}

async function takeOverLapsed({ database, log, counts }: Engine): Promise<void> {
  const rows = await queueTransaction(database, 'takeOver', takeOver)
  counts.takenOver += rows.length
  for (const { id, kind, name, attempts, maxAttempts, cancelling } of rows) {
    const facts = { messageId: id, kind, name, attempt: attempts }
    if (attempts >= maxAttempts && cancelling === 0) {
      log.error(facts, 'a message was parked: the process that ran it ended, as at every try')
    } else log.warn(facts, 'a message was taken over: the process that ran it ended')
  }
}

interface Wish {
  readonly lane: string
  readonly limits: LaneLimits
  readonly wanted: number
  readonly isSuspect?: boolean
}

interface Claimed {
  readonly rows: readonly JobRow[]
  /** When the rate of a lane lets the next one begin; 0 for none. */
  readonly waitMs: number
}

async function claim(engine: Engine, hasSuspects: boolean): Promise<Claimed> {
  const { database } = engine
  const suspect = hasSuspects ? await suspectWish(engine) : undefined
  const known = database.dialect === 'sqlite' ? await lanesWaiting(database) : undefined
  // A transaction that writes keeps others waiting in SQLite: none is begun for nothing.
  if (known && !suspect && wishesOf(engine, known).length === 0) return { rows: [], waitMs: 0 }
  const lease = newId()
  return queueTransaction(database, 'claim', async (transaction) => {
    const wishes = wishesOf(engine, known ?? (await lanesWaiting(transaction)))
    if (suspect !== undefined) wishes.unshift(suspect)
    return claimAll(engine, transaction, { wishes, lease })
  })
}

async function claimAll(
  engine: Engine,
  transaction: Transaction,
  { wishes, lease }: { wishes: readonly Wish[]; lease: string },
): Promise<Claimed> {
  const rows: JobRow[] = []
  let next = 0
  for (const wish of wishes) {
    const { rows: found, isMore, waitMs } = await claimLane(transaction, { ...wish, lease })
    rows.push(...found)
    if (isMore) engine.isMore = true
    if (waitMs > 0 && (next === 0 || waitMs < next)) next = waitMs
  }
  return { rows, waitMs: next }
}

/** One of those that may be what ended their process, where none is held and it can begin at once. */
async function suspectWish(engine: Engine): Promise<Wish | undefined> {
  // Whoever ends this one looks for the next.
  engine.isMore = true
  if ([...engine.held.values()].some(({ isSuspect }) => isSuspect)) return undefined
  for (const lane of await readQueue(engine.database, lanesOfSuspects)) {
    const limits = limitsOf(engine, lane)
    if (limits === undefined || limits.perInstance === 0) continue
    if (engine.loads.mayBegin(lane, limits)) return { lane, limits, wanted: 1, isSuspect: true }
  }
  return undefined
}

/** How much of which lane: another one goes first each time, so that none waits for all others. */
function wishesOf(engine: Engine, lanes: readonly string[]): Wish[] {
  const wishes: Wish[] = []
  let free = engine.concurrency - engine.held.size
  engine.turn = (engine.turn + 1) % Math.max(1, lanes.length)
  for (const lane of [...lanes.slice(engine.turn), ...lanes.slice(0, engine.turn)]) {
    const limits = limitsOf(engine, lane)
    if (limits === undefined || limits.perInstance === 0) continue
    const wanted = Math.min(engine.loads.wanted(lane, limits), free)
    if (wanted <= 0 || wishes.length === maxLanes) {
      engine.isMore = true
      continue
    }
    wishes.push({ lane, limits, wanted })
    free -= wanted
  }
  return wishes
}
