import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import type { Logger } from '../log/index.ts'
import { forgetInstance, noteInstance } from '../migrate/index.ts'

const beatMs = 10_000
const patienceMs = 2_000

/** The signs of life of a process that serves. */
export interface Heartbeat {
  /** Says that it is gone; gives up on a database that does not answer within two seconds. */
  stop(): Promise<void>
}

/**
 * Writes into the database every ten seconds that this process serves with its code, so that a migration which older
 * code would not bear waits. A database that does not take it is logged and tried again.
 */
export async function startHeartbeat(
  database: Database,
  { hash, log }: { readonly hash: string; readonly log: Logger },
): Promise<Heartbeat> {
  const id = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  let isWell = true
  let beating = Promise.resolve()

  async function beat(): Promise<void> {
    try {
      await noteInstance(database, { id, hash })
      isWell = true
    } catch (error) {
      if (isWell) log.warn({ err: error }, 'the sign of life could not be written')
      isWell = false
    }
  }

  await beat()
  const timer = setInterval(() => {
    beating = beat()
  }, beatMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      const forgotten = beating.then(() => forgetInstance(database, id)).catch(() => undefined)
      await Promise.race([forgotten, wait(patienceMs, undefined, { ref: false })])
    },
  }
}
