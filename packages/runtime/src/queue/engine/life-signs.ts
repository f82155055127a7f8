import { inList, sql } from '../../database/index.ts'
import { LeaseLost } from '../delivery.ts'
import { leaseMs, queueTransaction, renewLeases } from '../store/index.ts'
import type { Engine } from './engine.ts'
import { interrupt, type Running } from './running.ts'

/** How often held messages are renewed. */
export const lifeSignMs = 3_000

/** Says that everything held is still at work; stops what was cancelled, and what somebody else has by now. */
export async function giveLifeSign(engine: Engine): Promise<void> {
  const held = [...engine.held.values()]
  if (held.length === 0) return
  try {
    const rows = held.map((running) => running.held)
    const renewed = await queueTransaction(engine.database, 'renew', (tx) => renewLeases(tx, rows))
    const bySeq = new Map(renewed.map((one) => [one.seq, one]))
    for (const running of held) {
      const found = bySeq.get(running.row.seq)
      if (found?.lease !== running.held.lease) lose(running)
      else {
        running.renewedAtMs = engine.now()
        if (found.cancelling === 1) interrupt(running, 'cancelled', new Error('It was cancelled'))
      }
    }
  } catch (err) {
    engine.log.warn({ err }, 'the signs of life of messages could not be written')
    for (const running of held) {
      if (engine.now() - running.renewedAtMs > leaseMs) lose(running)
    }
  }
}

/** What is complete is gone from the table, and not lost. */
function lose(running: Running): void {
  if (!running.isComplete) interrupt(running, 'lost', new LeaseLost())
}

/** Writes what running messages say of their progress. */
export async function writeProgress({ database, held, log }: Engine): Promise<void> {
  const told = [...held.values()].filter(({ progress }) => progress !== undefined)
  for (const running of told) {
    const { progress } = running
    const { seq, lease } = running.held
    running.progress = undefined
    try {
      await database.run(sql`
        update "cambium_jobs" set "progress" = ${progress ?? null}
        where ${inList(sql`"seq"`, [seq], 'integer')} and "lease" = ${lease}
      `)
    } catch (err) {
      log.warn({ err }, 'the progress of a message could not be written')
    }
  }
}
