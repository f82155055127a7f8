import { setTimeout as wait } from 'node:timers/promises'
import { LeaseLost } from '../delivery.ts'
import type { Tried } from '../queue.ts'
import type { Ending } from '../store/index.ts'
import { createDelivery } from './create-delivery.ts'
import { endingOf } from './ending-of.ts'
import { type Engine, limitsOf } from './engine.ts'
import type { Running } from './running.ts'

/** Begins what was taken and may run now. */
export function beginWaiting(engine: Engine): void {
  const { backlog, loads } = engine
  for (let index = 0; index < backlog.length; ) {
    const running = backlog[index] as Running
    const { lane } = running.row
    if (loads.mayBegin(lane, limitsOf(engine, lane) ?? {})) {
      backlog.splice(index, 1)
      loads.begun(lane)
      void runMessage(engine, running)
    } else index++
  }
}

async function runMessage(engine: Engine, running: Running): Promise<void> {
  const startedAt = performance.now()
  const ending = await tryOnce(engine, running)
  const milliseconds = performance.now() - startedAt
  engine.loads.ended(running.row.lane, milliseconds)
  tell(engine, running, { ending, milliseconds })
  // Another one begins while the end of this one is written, so that many ends are written together.
  beginWaiting(engine)
  if (ending) await write(engine, running, ending)
  letGo(engine, running)
}

function tell(
  { onTried }: Engine,
  { row: { kind, name }, isComplete }: Running,
  { ending, milliseconds }: { ending: Ending | undefined; milliseconds: number },
): void {
  if (onTried === undefined) return
  const outcome = ending === undefined ? (isComplete ? 'done' : 'lost') : outcomeOf(ending)
  onTried({ kind, name, outcome, milliseconds })
}

function outcomeOf(ending: Ending): Tried['outcome'] {
  return ending.as === 'again' && !ending.isCounted ? 'later' : ending.as
}

/** This process no longer holds it. */
export function letGo(engine: Engine, running: Running): void {
  const { seq, lane } = running.row
  if (engine.held.get(seq) === running) engine.held.delete(seq)
  engine.loads.gone(lane)
  engine.onEnd(running)
}

/** How the try ended; undefined where there is nothing left to write. */
async function tryOnce(engine: Engine, running: Running): Promise<Ending | undefined> {
  const { row } = running
  try {
    const handler = engine.handlers.get(row.kind)
    if (!handler) throw new Error(`Nothing handles messages of the kind "${row.kind}"`)
    const result = await handler.run(createDelivery(engine.database, running))
    if (!running.isComplete) return { as: 'done', result }
  } catch (error) {
    if (!running.isComplete) return failed(engine, running, error)
    engine.log.warn({ err: error, ...factsOf(running) }, 'a message failed after its completion')
  }
  engine.counts.done++
  return undefined
}

function failed(engine: Engine, running: Running, error: unknown): Ending | undefined {
  if (error instanceof LeaseLost || running.stopped === 'lost') {
    engine.log.warn(factsOf(running), 'a message was taken over by another instance')
    return undefined
  }
  const ending = endingOf(running, error)
  const facts = { err: error, ...factsOf(running) }
  if (ending.as === 'parked') engine.log.error(facts, 'a message was parked')
  else if (ending.as === 'again' && ending.isCounted) {
    engine.log.warn({ ...facts, nextInMs: ending.delayMs }, 'a message failed and is tried again')
  }
  return ending
}

const writeTries = 5
const betweenWritesMs = 500

/** A database that does not answer for a moment must not make the message run twice. */
async function write(engine: Engine, running: Running, ending: Ending): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const wasHeld = await engine.finisher.finish(running, ending)
      if (wasHeld) count(engine, ending)
      else engine.log.warn(factsOf(running), 'a message was taken over by another instance')
      return
    } catch (err) {
      if (attempt === writeTries) {
        engine.log.error({ err, ...factsOf(running) }, 'the end of a message was not written')
        return
      }
      await wait(betweenWritesMs * attempt)
    }
  }
}

function count({ counts }: Engine, ending: Ending): void {
  if (ending.as === 'done') counts.done++
  else if (ending.as === 'parked') counts.parked++
  else if (ending.as === 'again' && ending.isCounted) counts.failed++
}

/** What the log says of a message, and never its payload. */
export function factsOf({ row }: Running): { [name: string]: unknown } {
  const { requestId } = JSON.parse(row.origin) as { requestId: string | null }
  const { id, kind, name, attempts: attempt } = row
  return { messageId: id, kind, name, attempt, requestId }
}
