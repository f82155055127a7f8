import type { Database, Notifier } from '../../database/index.ts'
import type { Outgoing, Services } from '../../operation/index.ts'
import { createNeighbours, createQueue, type Queue, type Tried } from '../../queue/index.ts'
import type { App } from '../app.ts'
import type { Deliveries } from '../deliver/index.ts'
import { hasWork } from './has-work.ts'

/** What of an application outlives a request, ready to be written and to be done. */
export interface PreparedWork {
  /** For the services: makes messages, and wakes whoever does them. */
  readonly outgoing: Outgoing
  /** Lets this process do the work, and begin what has a schedule; or tells others only, when it is not to. */
  start(services: Services, how: { readonly isDone: boolean }): Promise<StartedWork>
  /** What does the work of this process, for tests: nothing is done before `drain`. */
  open(services: Services): Promise<Queue>
}

/** The work of a process that has begun. */
export interface StartedWork {
  /** Takes nothing new, waits for what runs, and gives back what takes too long. */
  stop(graceMs?: number): Promise<void>
}

/** Puts together what of an application outlives a request; undefined where nothing does, and then nothing is loaded. */
export async function prepareWork(
  app: App,
  deliveries?: Deliveries,
  onTried?: (tried: Tried) => void,
): Promise<PreparedWork | undefined> {
  if (!hasWork(app)) return undefined
  const { createWork } = await import('./create-work.ts')
  const work = createWork(app, deliveries)
  let wake = (): void => undefined
  const queueOf = (services: Services, notifier?: Notifier): Queue => {
    const { database, log } = services
    const kinds = work.kindsFor(services)
    const queue = createQueue({ database, log, kinds, notifier, onTried })
    wake = queue.wake
    return queue
  }
  return {
    outgoing: { ...work.outgoing, wake: () => wake() },
    async start(services, { isDone }) {
      const notifier = await openNotifier(services.database)
      if (!isDone) {
        const neighbours = createNeighbours(notifier)
        wake = neighbours.tell
        return {
          async stop() {
            await neighbours.close()
            await notifier?.close()
          },
        }
      }
      const queue = queueOf(services, notifier)
      const scheduler = work.schedulerFor(services, queue.wake)
      await scheduler.start()
      await queue.start()
      return {
        async stop(graceMs) {
          await scheduler.stop()
          await queue.stop(graceMs)
          await notifier?.close()
        },
      }
    },
    open: async (services) => queueOf(services),
  }
}

/** Processes that share a file cannot tell one another: they look. */
async function openNotifier(database: Database): Promise<Notifier | undefined> {
  if (database.openSession === undefined) return undefined
  const { createNotifier } = await import('../../database/index.ts')
  return createNotifier(database)
}
