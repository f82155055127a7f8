import type { Notifier } from '../database/index.ts'

/** The other instances. */
export interface Neighbours {
  listen(): Promise<void>
  /** There is work for them. */
  tell(): void
  close(): Promise<void>
}

const channel = 'cambium_jobs'
const atMostEveryMs = 200

/** Tells others of work, five times a second at most, and hears of theirs. */
export function createNeighbours(
  notifier: Notifier | undefined,
  heard: () => void = () => undefined,
): Neighbours {
  let listening: { stop(): Promise<void> } | undefined
  let timer: NodeJS.Timeout | undefined
  let isMore = false

  function tell(): void {
    if (notifier === undefined) return
    isMore = timer !== undefined
    if (isMore) return
    // Who does not hear of it looks within a second.
    notifier.notify(channel, '').catch(() => undefined)
    timer = setTimeout(() => {
      timer = undefined
      if (isMore) tell()
    }, atMostEveryMs)
    timer.unref()
  }

  return {
    async listen() {
      listening = await notifier?.listen(channel, { receive: heard, resumed: heard })
    },
    tell,
    async close() {
      clearTimeout(timer)
      timer = undefined
      await listening?.stop()
      listening = undefined
    },
  }
}
