import type { Notifier } from '../../database/index.ts'

/** The other instances. */
export interface Neighbours {
  listen(): Promise<void>
  /** There is work that is left for them. */
  tell(): void
  close(): Promise<void>
}

const channel = 'cambium_jobs'
const atMostEveryMs = 200

/** Tells others of work, and hears of theirs; several times within a fifth of a second count as one. */
export function createNeighbours(notifier: Notifier | undefined, heard: () => void): Neighbours {
  let listening: { stop(): Promise<void> } | undefined
  let timer: NodeJS.Timeout | undefined
  return {
    async listen() {
      listening = await notifier?.listen(channel, { receive: heard, resumed: heard })
    },
    tell() {
      if (notifier === undefined || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        // Who does not hear of it looks within a second.
        notifier.notify(channel, '').catch(() => undefined)
      }, atMostEveryMs)
      timer.unref()
    },
    async close() {
      clearTimeout(timer)
      timer = undefined
      await listening?.stop()
      listening = undefined
    },
  }
}
