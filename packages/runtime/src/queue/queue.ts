import type { Database, Notifier } from '../database/index.ts'
import type { Logger } from '../log/index.ts'
import type { KindHandler } from './delivery.ts'
import type { MessageKind } from './message.ts'

export interface QueueOptions {
  readonly database: Database
  readonly log: Logger
  readonly kinds: readonly KindHandler[]
  /** Tells other instances, and hears from them, that there is work; without one they look each second. */
  readonly notifier?: Notifier | undefined
  /** Messages at work at the same time in this process; 100 unless told. */
  readonly concurrency?: number | undefined
  /** Told of every try that is over, for metrics; it must be quick and never throw. */
  readonly onTried?: ((tried: Tried) => void) | undefined
  /** The clock of waits within this process; what instances compare comes from the database. */
  readonly now?: (() => number) | undefined
}

/** One try that is over. */
export interface Tried {
  readonly kind: MessageKind
  readonly name: string
  /** `again` is a failed try that is followed by another, `later` one that was none, `lost` one somebody else took over. */
  readonly outcome: 'done' | 'again' | 'later' | 'parked' | 'cancelled' | 'lost'
  readonly milliseconds: number
}

/** What this process did, and what it does. */
export interface QueueStats {
  readonly running: number
  readonly done: number
  readonly failed: number
  readonly parked: number
  readonly takenOver: number
}

/** The engine that claims, runs, retries and parks messages. */
export interface Queue {
  /** Begins to take messages. */
  start(): Promise<void>
  /**
   * Takes nothing new and gives what runs so many milliseconds, 20,000 unless told; then aborts it and gives it back,
   * which counts as no try.
   */
  stop(graceMs?: number): Promise<void>
  /** Says that something was committed. Costs nothing, and may be called at any time. */
  wake(): void
  /**
   * Does everything that can be done now, and what comes of it; with `later` also what waits for a time, as the next
   * tries do. Resolves to how many tries there were. For tests.
   */
  drain(how?: { readonly later?: boolean }): Promise<number>
  stats(): QueueStats
}
