import type { Database } from '../../database/index.ts'
import type { Logger } from '../../log/index.ts'
import type { KindHandler, LaneLimits } from '../delivery.ts'
import type { QueueOptions, Tried } from '../queue.ts'
import type { Outlook } from '../store/index.ts'
import { createFinisher, type Finisher } from './finisher.ts'
import { createLaneLoads, type LaneLoads } from './lane-loads.ts'
import type { Running } from './running.ts'

/** What the parts of a queue share. */
export interface Engine {
  readonly database: Database
  readonly log: Logger
  readonly handlers: ReadonlyMap<string, KindHandler>
  readonly concurrency: number
  readonly now: () => number
  /** Everything this process holds, by `seq`. */
  readonly held: Map<number, Running>
  /** What of it waits here for its turn. */
  readonly backlog: Running[]
  readonly loads: LaneLoads
  readonly finisher: Finisher
  readonly counts: { done: number; failed: number; parked: number; takenOver: number }
  /** Something waits that was not taken. */
  isMore: boolean
  /** What was last seen of the queue. */
  outlook: { readonly atMs: number; readonly outlook: Outlook } | undefined
  /** Which lane goes first next time. */
  turn: number
  /** Told of every try that is over. */
  readonly onTried: ((tried: Tried) => void) | undefined
  /** Called when a message is over. */
  onEnd(running: Running): void
}

const usualConcurrency = 100

/** An engine that does nothing yet. */
export function createEngine(options: QueueOptions): Engine {
  const { database, log, kinds, concurrency = usualConcurrency, now = Date.now } = options
  return {
    database,
    log,
    handlers: new Map(kinds.map((handler) => [handler.kind, handler])),
    concurrency,
    now,
    held: new Map(),
    backlog: [],
    loads: createLaneLoads(),
    finisher: createFinisher(database),
    counts: { done: 0, failed: 0, parked: 0, takenOver: 0 },
    onTried: options.onTried,
    isMore: false,
    outlook: undefined,
    turn: 0,
    onEnd: () => undefined,
  }
}

/** The limits of a lane; undefined where this process has no handler for it. */
export function limitsOf({ handlers }: Engine, lane: string): LaneLimits | undefined {
  const handler = handlers.get(lane.split(':', 1)[0] as string)
  return handler && (handler.limits?.(lane) ?? {})
}
