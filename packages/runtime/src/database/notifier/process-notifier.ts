import type { Database } from '../database.ts'
import { checkPayload, createListeners, type Listeners } from './listeners.ts'
import type { Notifier } from './notifier.ts'

/** Notifiers of one database hear each other. */
const listenersOf = new WeakMap<Database, Listeners>()

/** Delivers within this process, after the turn of who says it. */
export function createProcessNotifier(database: Database): Notifier {
  const listeners = listenersOf.get(database) ?? createListeners()
  listenersOf.set(database, listeners)
  const own = new Set<() => void>()
  return {
    async listen(channel, listener) {
      // One object may listen twice, and each stops for itself.
      const entry = { ...listener }
      listeners.add(channel, entry)
      const stop = (): void => {
        if (own.delete(stop)) listeners.remove(channel, entry)
      }
      own.add(stop)
      return { stop: async () => stop() }
    },
    async notify(channel, payload) {
      checkPayload(payload)
      listeners.deliver(channel, payload)
    },
    async close() {
      for (const stop of own) stop()
    },
  }
}
