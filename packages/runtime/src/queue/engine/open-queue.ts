import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { createNeighbours } from '../neighbours.ts'
import type { Queue, QueueOptions } from '../queue.ts'
import { sweepKept } from '../store/index.ts'
import { createEngine, type Engine } from './engine.ts'
import { giveLifeSign, lifeSignMs, writeProgress } from './life-signs.ts'
import { beginWaiting, letGo } from './run-message.ts'
import { interrupt } from './running.ts'
import { type Taken, takeWork } from './take-work.ts'

const pollMs = 1_000
const sweepMs = 60_000
const betweenSweepsMs = 20
const betweenLooksMs = 5
const usualGraceMs = 20_000
const lastGraceMs = 2_000

/** The engine of this process; `start` lets it take messages. */
export function openQueue(options: QueueOptions): Queue {
  const engine = createEngine(options)
  const looks = createLooks(engine)
  const neighbours = createNeighbours(options.notifier, looks.ask)
  const timers: NodeJS.Timeout[] = []
  engine.onEnd = (running) => {
    beginWaiting(engine)
    const mayGoOn = engine.isMore && engine.backlog.length === 0
    if (mayGoOn || running.row.orderKey !== null) looks.ask()
    if (engine.held.size === 0) looks.idle()
  }
  let isNews = false
  looks.onLook = () => {
    // Only of what was written here: instances that told one another of all that waits would never be quiet.
    if (engine.isMore && isNews) neighbours.tell()
    isNews = false
  }
  return {
    async start() {
      await neighbours.listen().catch((err: unknown) => {
        engine.log.warn({ err }, 'other instances are not heard: the queue looks once a second')
      })
      timers.push(
        setInterval(() => void giveLifeSign(engine), lifeSignMs),
        setInterval(() => void writeProgress(engine), pollMs),
        setInterval(() => void sweep(engine), sweepMs),
      )
      looks.begin()
    },
    async stop(graceMs = usualGraceMs) {
      await looks.end()
      await stopWorking(engine, graceMs, looks)
      for (const timer of timers.splice(0)) clearInterval(timer)
      await neighbours.close()
    },
    wake() {
      isNews = true
      looks.ask()
    },
    drain: (how) => drain(engine, looks, how?.later ?? false),
    stats: () => ({ running: engine.held.size - engine.backlog.length, ...engine.counts }),
  }
}

interface Looks {
  /** There may be something to do. */
  ask(): void
  begin(): void
  end(): Promise<void>
  /** Nothing is held any more. */
  idle(): void
  /** Resolves when nothing is held. */
  untilIdle(): Promise<void>
  onLook(): void
}

/** Looks for work when asked, when something is due, and once a second. */
function createLooks(engine: Engine): Looks {
  let isOn = false
  let isAsked = false
  let isWell = true
  let looking: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let waiting: (() => void)[] = []

  async function look(): Promise<Taken> {
    try {
      const taken = await takeWork(engine, { isAny: false })
      isWell = true
      return taken
    } catch (err) {
      if (isWell) engine.log.error({ err }, 'the queue could not be read')
      isWell = false
      return { count: 0, nextInMs: null }
    }
  }

  async function lookUntilQuiet(): Promise<void> {
    await nextTurn()
    let taken: Taken
    do {
      isAsked = false
      const startedAt = performance.now()
      taken = await look()
      beginWaiting(engine)
      looks.onLook()
      const leftMs = betweenLooksMs - (performance.now() - startedAt)
      if (isAsked && leftMs > 0) await wait(leftMs)
    } while (isOn && isAsked)
    looking = undefined
    if (isOn) timer = setTimeout(looks.ask, Math.min(pollMs, Math.max(1, taken.nextInMs ?? pollMs)))
  }

  const looks: Looks = {
    ask() {
      if (!isOn) return
      isAsked = true
      clearTimeout(timer)
      looking ??= lookUntilQuiet()
    },
    begin() {
      isOn = true
      looks.ask()
    },
    async end() {
      isOn = false
      clearTimeout(timer)
      await looking
    },
    idle() {
      for (const resolve of waiting) resolve()
      waiting = []
    },
    untilIdle: () =>
      engine.held.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve)
          }),
    onLook: () => undefined,
  }
  return looks
}

async function drain(engine: Engine, looks: Looks, isAny: boolean): Promise<number> {
  const { counts } = engine
  const tries = (): number => counts.done + counts.failed + counts.parked
  const before = tries()
  for (;;) {
    const { count } = await takeWork(engine, { isAny })
    beginWaiting(engine)
    if (count === 0 && engine.held.size === 0) return tries() - before
    await looks.untilIdle()
  }
}

/** Gives back what did not begin, waits for what runs, then stops it and gives it back. */
async function stopWorking(engine: Engine, graceMs: number, looks: Looks): Promise<void> {
  const givenBack = engine.backlog.splice(0).map(async (running) => {
    await giveBack(engine, running)
    letGo(engine, running)
  })
  await Promise.all(givenBack)
  await within(looks.untilIdle(), graceMs)
  for (const running of engine.held.values()) {
    interrupt(running, 'stopping', new Error('The process stops'))
  }
  await within(looks.untilIdle(), lastGraceMs)
  await Promise.all([...engine.held.values()].map((running) => giveBack(engine, running)))
}

async function giveBack(
  { finisher, log }: Engine,
  running: Parameters<typeof letGo>[1],
): Promise<void> {
  const ending = { as: 'again', delayMs: 0, error: null, isCounted: false } as const
  try {
    await finisher.finish(running, ending)
  } catch (err) {
    log.warn({ err }, 'a message could not be given back: another instance takes it over')
  }
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  const late = new AbortController()
  const { signal } = late
  await Promise.race([work, wait(limitMs, undefined, { signal }).catch(() => undefined)])
  late.abort()
}

/** In many small steps, so that nobody waits for one. */
async function sweep({ database, log }: Engine): Promise<void> {
  try {
    while ((await sweepKept(database)) > 0) await wait(betweenSweepsMs)
  } catch (err) {
    log.warn({ err }, 'kept messages could not be swept')
  }
}
