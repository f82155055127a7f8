import { setTimeout as wait } from 'node:timers/promises'
import { type ShopOptions, type ShopServer, startShop } from '../server/index.ts'

/** Processes that serve and work. */
export interface Instances {
  /** One that takes requests now; while none does, the last that did. */
  origin(): string
  readonly killed: number
  /** Kills one every so many milliseconds or so, and starts another in its place, until it is over. */
  killing(everyMs: number): { end(): Promise<void> }
  end(): Promise<readonly (number | null)[]>
}

/** Starts so many of a program. */
export async function startInstances(program: ShopOptions, count: number): Promise<Instances> {
  const start = async (): Promise<ShopServer> => {
    const server = await startShop(program)
    if (server === undefined) throw new Error('the shop did not start')
    return server
  }
  const running = await Promise.all(Array.from({ length: count }, start))
  let last = running[0]?.origin ?? ''
  let killed = 0
  return {
    origin() {
      last = running[Math.floor(Math.random() * running.length)]?.origin ?? last
      return last
    },
    get killed() {
      return killed
    },
    killing(everyMs) {
      const over = new AbortController()
      const { signal } = over
      const work = (async () => {
        while (!signal.aborted) {
          const pauseMs = everyMs * (0.5 + Math.random())
          await wait(pauseMs, undefined, { signal }).catch(() => undefined)
          if (signal.aborted) return
          const victim = running.shift()
          await victim?.end('SIGKILL')
          killed++
          running.push(await start())
        }
      })()
      return {
        async end() {
          over.abort()
          await work
        },
      }
    },
    end: () => Promise.all(running.map((server) => server.end('SIGTERM'))),
  }
}
