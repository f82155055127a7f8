import type { Transaction, TransactionOptions } from '../database/index.ts'
import type { MessageKind, Origin } from './message.ts'

/** One try at one message. */
export interface Delivery {
  /** Stays the same over all tries: what calls to others are to be known by. */
  readonly id: string
  readonly kind: MessageKind
  readonly name: string
  readonly lane: string
  readonly payload: unknown
  readonly origin: Origin
  /** 1 at the first try; a try that ended with its process counts, one that was given back does not. */
  readonly attempt: number
  /** The last try: should it fail, the message is parked. */
  readonly isLast: boolean
  /** When it was written, ISO 8601 in UTC. */
  readonly createdAt: string
  /** Aborted when it is cancelled, when the process stops, or when another instance took the message over. */
  readonly signal: AbortSignal
  /**
   * Throws `LeaseLost` when somebody else has the message by now, and keeps it from being taken over until the transaction
   * ends: for work that is recorded step by step. Call it last, as signs of life wait for it.
   */
  assertHeld(transaction: Transaction): Promise<void>
  /** Says how far it is, for everybody to see, a second late at most. */
  progress(done: number, total?: number, note?: string): void
  /**
   * Runs the work in one transaction with the completion of the message, which comes last: both happen or neither.
   * Throws, and undoes the work, when somebody else has the message by now. Nothing may be written after it.
   */
  complete<Result>(
    work: (transaction: Transaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>
}

/** How much of a lane may be done at the same time; what is left out is 10 for `perInstance` and no limit else. */
export interface LaneLimits {
  /** On all instances together. */
  readonly concurrency?: number | undefined
  /** On this instance; 0 leaves the lane to others. */
  readonly perInstance?: number | undefined
  /** How many may begin in any such time, on all instances together. */
  readonly rate?: { readonly count: number; readonly windowMs: number } | undefined
}

/** What does the messages of one kind. */
export interface KindHandler {
  readonly kind: MessageKind
  /**
   * Does one message. It is completed when this resolves, unless `complete` did so; what it resolves to is kept where the
   * message has `keepHours`. A throw is a failed try: `Park` and `RetryAfter` say more.
   */
  run(delivery: Delivery): Promise<unknown>
  /** The limits of a lane, asked whenever something is taken from it; `perInstance: 0` for what this code does not know. */
  limits?(lane: string): LaneLimits
}

/** Thrown by a handler: there is no use in trying again, the message is parked at once. */
export class Park extends Error {
  override readonly name = 'Park'
}

/** Thrown by a handler: the next try comes after so many milliseconds, instead of the usual back-off. */
export class RetryAfter extends Error {
  override readonly name = 'RetryAfter'
  readonly delayMs: number

  constructor(delayMs: number, message = 'Asked to try again later', options?: ErrorOptions) {
    super(message, options)
    this.delayMs = delayMs
  }
}

/**
 * Thrown by a handler: this was no failed try, the message goes on after so many milliseconds and the try is not counted.
 * For work that waits for a time, as a workflow that sleeps.
 */
export class Later extends Error {
  override readonly name = 'Later'
  readonly delayMs: number

  constructor(delayMs: number) {
    super('Goes on later')
    this.delayMs = delayMs
  }
}

/** Thrown by `complete` when another instance has the message by now: the work is undone. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'

  constructor() {
    super('Another instance has taken this over')
  }
}
