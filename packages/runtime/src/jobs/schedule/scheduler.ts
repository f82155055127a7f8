import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../database/index.ts'
import type { Logger } from '../../log/index.ts'
import { insertMessages, noOrigin } from '../../queue/index.ts'
import type { JobBook } from '../job-book.ts'
import { type DueSlots, dueSlots } from './due-slots.ts'
import { openSchedule, type Schedule } from './open-schedule.ts'
import { databaseNow, forgetOldSlots, readSlotStates, takeSlot } from './slot-store.ts'

export interface SchedulerOptions {
  readonly database: Database
  readonly jobs: JobBook
  readonly log: Logger
  /** Says that a job was written. */
  wake(): void
  /** The present in milliseconds; the database's unless told. */
  now?(): Promise<number>
}

/** Begins the jobs of an application when their slots have come, each slot once on all instances together. */
export interface Scheduler {
  /** Reads the schedules, and refuses those that cannot be read; then looks whenever a slot has come. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Begins what has come by now; how many jobs that were. */
  look(): Promise<number>
}

interface Timed {
  readonly job: string
  readonly schedule: Schedule
  readonly missed: 'skip' | 'once' | 'all'
}

/** Clocks are set and machines sleep: it is looked again after so long, whatever was expected. */
const longestMs = 15_000
const shortestMs = 20
const afterFailureMs = 1_000

/** The scheduler of one process. Without a job that has a schedule it does nothing. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { log } = options
  const stopping = new AbortController()
  let timed: Promise<readonly Timed[]> | undefined
  let running: Promise<void> | undefined
  const open = (): Promise<readonly Timed[]> => {
    timed ??= openAll(options.jobs)
    return timed
  }
  const look = async (): Promise<{ begun: number; waitMs: number }> => {
    const schedules = await open()
    const nowMs = await (options.now?.() ?? databaseNow(options.database))
    const begun = await beginDue(options, schedules, nowMs)
    return { begun, waitMs: untilNext(schedules, nowMs) }
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const waitMs = await look().then(
        (seen) => seen.waitMs,
        (error: unknown) => {
          log.error({ err: error }, 'the schedules could not be looked at')
          return afterFailureMs
        },
      )
      await pause(waitMs, stopping.signal)
    }
  }
  return {
    async start() {
      if ((await open()).length > 0) running ??= run()
    },
    async stop() {
      stopping.abort()
      await running
    },
    look: async () => (await look()).begun,
  }
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  await wait(delayMs, undefined, { ref: false, signal }).catch(() => undefined)
}

async function openAll(jobs: JobBook): Promise<readonly Timed[]> {
  const opened = jobs.all.map(async ({ definition }) => {
    const { name, schedule, timeZone, missed = 'once' } = definition
    if (schedule === undefined) return []
    return [{ job: name, missed, schedule: await openSchedule(name, { schedule, timeZone }) }]
  })
  return (await Promise.all(opened)).flat()
}

function untilNext(schedules: readonly Timed[], nowMs: number): number {
  const nexts = schedules.map(({ schedule }) => (schedule.next(nowMs) ?? Infinity) - nowMs)
  return Math.max(shortestMs, Math.min(longestMs, ...nexts))
}

/** Reads where each stands, and writes only where a slot has come. */
async function beginDue(
  options: SchedulerOptions,
  schedules: readonly Timed[],
  nowMs: number,
): Promise<number> {
  if (schedules.length === 0) return 0
  const states = await readSlotStates(options.database)
  let begun = 0
  for (const timed of schedules) {
    const { job, schedule, missed } = timed
    const known = states.find((state) => state.job === job && state.schedule === schedule.words)
    if (known === undefined) {
      await noteFirst(options.database, timed, nowMs)
      continue
    }
    const due = dueSlots(schedule, { lastMs: known.lastMs, nowMs, missed })
    if (due.fire.length > 0 || due.skip !== undefined) {
      begun += await takeSlots(options, timed, { due, nowMs })
    }
  }
  if (begun > 0) options.wake()
  return begun
}

/** A schedule that is new has missed nothing: it counts from here. */
async function noteFirst(database: Database, timed: Timed, nowMs: number): Promise<void> {
  const slot = new Date(nowMs).toISOString()
  const { job, schedule } = timed
  await database.transaction((transaction) =>
    takeSlot(transaction, { job, schedule: schedule.words, slot, state: 'first' }),
  )
}

/** The slot and its job are one transaction: neither is there without the other. */
function takeSlots(
  { database, jobs, log }: SchedulerOptions,
  { job, schedule }: Timed,
  { due, nowMs }: { due: DueSlots; nowMs: number },
): Promise<number> {
  return database.transaction(async (transaction) => {
    const mine: string[] = []
    for (const time of due.fire) {
      const slot = new Date(time).toISOString()
      const what = { job, schedule: schedule.words, slot, state: 'begun' } as const
      if (await takeSlot(transaction, what)) mine.push(slot)
    }
    if (due.skip !== undefined) {
      const slot = new Date(due.skip).toISOString()
      const what = { job, schedule: schedule.words, slot, state: 'passed' } as const
      if (await takeSlot(transaction, what)) {
        log.info({ job, slot }, 'slots of a job passed while nobody ran it')
      }
    }
    const messages = mine.map((slot) => jobs.slotMessage(job, slot))
    await insertMessages(transaction, messages, noOrigin)
    await forgetOldSlots(transaction, job, nowMs)
    return mine.length
  })
}
