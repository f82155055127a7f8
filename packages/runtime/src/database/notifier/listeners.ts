import { AppError } from '../../errors/index.ts'
import type { Listener } from './notifier.ts'

/** Who listens to which channel. */
export interface Listeners {
  add(channel: string, listener: Listener): void
  /** True when nobody listens to the channel any more. */
  remove(channel: string, listener: Listener): boolean
  readonly channels: readonly string[]
  deliver(channel: string, payload: string): void
  tellResumed(): void
  clear(): void
}

/** An empty list. A listener that throws is a bug of its own and keeps no other from hearing. */
export function createListeners(): Listeners {
  const byChannel = new Map<string, Set<Listener>>()
  return {
    add(channel, listener) {
      checkChannel(channel)
      byChannel.set(channel, (byChannel.get(channel) ?? new Set()).add(listener))
    },
    remove(channel, listener) {
      const all = byChannel.get(channel)
      all?.delete(listener)
      if (all !== undefined && all.size > 0) return false
      return byChannel.delete(channel)
    },
    get channels() {
      return [...byChannel.keys()]
    },
    deliver(channel, payload) {
      for (const listener of byChannel.get(channel) ?? []) {
        queueMicrotask(() => listener.receive(payload))
      }
    },
    tellResumed() {
      for (const listener of [...byChannel.values()].flatMap((all) => [...all])) {
        queueMicrotask(() => listener.resumed?.())
      }
    },
    clear: () => byChannel.clear(),
  }
}

/** PostgreSQL cuts a name after 63 bytes, and two could become one. */
function checkChannel(channel: string): void {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(channel)) {
    throw new Error(`A channel is named by 1 to 63 letters a-z, digits and _, not "${channel}"`)
  }
}

const maxPayloadBytes = 7_999

/** Refuses what PostgreSQL would refuse, on every database. */
export function checkPayload(payload: string): void {
  if (Buffer.byteLength(payload) > maxPayloadBytes) {
    throw new AppError('too_large', { message: 'A notification takes 7,999 bytes at most' })
  }
}
