import type { Database } from '../database.ts'
import type { PostgresSession } from '../postgres-client.ts'
import { sql } from '../sql.ts'
import { isClosed } from '../time-limit.ts'
import { checkPayload, createListeners } from './listeners.ts'
import type { Notifier } from './notifier.ts'
import { createStandingSession } from './standing-session.ts'

/** Speaks through the pool and hears through a connection of its own, which is opened again whenever it is lost. */
export function createServerNotifier(
  database: Database,
  openSession: () => Promise<PostgresSession>,
): Notifier {
  const listeners = createListeners()
  let isOver = false
  const standing = createStandingSession(openSession, {
    async prepare(session) {
      session.onNotification(listeners.deliver)
      for (const channel of listeners.channels) await session.query(`listen ${channel}`, limited)
    },
    resumed: listeners.tellResumed,
  })

  return {
    async listen(channel, listener) {
      if (isOver) throw isClosed()
      const entry = { ...listener }
      const isNew = !listeners.channels.includes(channel)
      listeners.add(channel, entry)
      // A connection that is opened for this hears every channel from the start.
      if (isNew || !standing.isOpen)
        await standing.use((session) => session.query(`listen ${channel}`, limited))
      return {
        async stop() {
          if (listeners.remove(channel, entry)) await standing.tell(`unlisten ${channel}`)
        },
      }
    },
    async notify(channel, payload) {
      checkPayload(payload)
      await database.all(sql`select pg_notify(${channel}, ${payload})`)
    },
    async close() {
      isOver = true
      listeners.clear()
      await standing.close()
    },
  }
}

const limited = { limited: true }
