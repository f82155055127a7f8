import type { Caller } from '../access/index.ts'
import type { Db, Senders, System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import type { JobInput } from './job-types.ts'

/** What a job does with its data and sends, inside one transaction. */
export interface JobWork extends Senders {
  /** The entities with the rules of whoever asked for it, who has no roles here: they may have changed since. */
  readonly db: Db
  /** The entities without access rules. */
  readonly system: System
}

/** What every job is handed. */
export interface JobContext<Name extends string> extends JobWork {
  /** Stays the same over all tries: what calls to others are to be known by. */
  readonly id: string
  readonly input: JobInput<Name>
  /** The slot of its schedule it was begun for, ISO 8601 in UTC; null where somebody asked for it. */
  readonly slot: string | null
  /** 1 at the first try. */
  readonly attempt: number
  /** The instant this try began, ISO 8601 in UTC. */
  readonly now: string
  /** Who asked for the job; nobody for one that a schedule began. */
  readonly caller: Caller
  readonly log: Logger
  /** Aborted when the time is up, the job is cancelled or the process stops. */
  readonly signal: AbortSignal
  /** Says how far it is: seen by everybody who asks for the job, also while its transaction is open. */
  progress(done: number, total?: number, note?: string): void
  /**
   * With `transaction: false`: runs the work in one transaction with the completion of the job, so that what it writes
   * happens exactly once. Nothing may be written after it.
   */
  complete<Result>(work: (inside: JobWork) => Promise<Result>): Promise<Result>
}

/** What happens to the slots that passed while no instance ran: none, the last one, or each of them is made up for. */
export type MissedSlots = 'skip' | 'once' | 'all'

/** How a job is to be run. */
export interface JobOptions {
  /** The fields of its input, as in a model. */
  readonly input?: object
  /** When it begins by itself: five or six fields of cron, or a list of such. */
  readonly schedule?: string | readonly string[]
  /** The time zone of the schedule; UTC unless told. */
  readonly timeZone?: string
  /** `once` unless told. */
  readonly missed?: MissedSlots
  /** How often it is tried before it is parked; 8 unless told. */
  readonly attempts?: number
  /** How long one try may take; `5s` in a transaction and `5m` without, unless told. */
  readonly timeout?: number | string
  /** How many of it may run at the same time on all instances together. */
  readonly concurrency?: number
  /** How many of it may begin in a time: `10/1m`. */
  readonly rate?: string
  /** The higher one goes first; 0 unless told. */
  readonly priority?: number
  /** `false` for long work and calls to others; otherwise it runs in one transaction with its completion. */
  readonly transaction?: boolean
}

/** A job as its file defines it. */
export interface JobDefinition<Name extends string = string> extends JobOptions {
  readonly name: Name
  run(context: JobContext<Name>): Promise<unknown> | unknown
}

/**
 * Declares work that outlives the request. It is tried again when it fails, taken over when its process dies, and what it
 * writes happens exactly once.
 */
export function defineJob<const Name extends string>(
  name: Name,
  definition: JobOptions & { run(context: JobContext<Name>): Promise<unknown> | unknown },
): JobDefinition<Name> {
  return { ...definition, name }
}
