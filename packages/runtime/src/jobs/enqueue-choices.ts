import type { Message } from '../queue/index.ts'
import type { EnqueueOptions } from './job-types.ts'
import { parseDuration } from './parse-duration.ts'

/** What is being asked for: `job "x"`, in its lane. */
interface Asked {
  readonly what: string
  readonly lane: string
}

/** When, how urgently and how often, of what somebody asked for. */
export function enqueueChoices({ what, lane }: Asked, options: EnqueueOptions): Partial<Message> {
  const { delay, runAt, priority, uniqueKey } = options
  const from = laterOf(what, delay, runAt)
  return {
    ...(from !== undefined && { runAt: from }),
    ...(priority !== undefined && { priority }),
    ...(uniqueKey !== undefined && { uniqueKey: `${lane}:${uniqueKey}` }),
  }
}

/** With both, neither may be undercut. */
function laterOf(
  what: string,
  delay: EnqueueOptions['delay'],
  runAt: EnqueueOptions['runAt'],
): string | undefined {
  const times: number[] = []
  if (delay !== undefined) times.push(Date.now() + parseDuration(delay, `delay for the ${what}`))
  if (runAt !== undefined) times.push(new Date(runAt).getTime())
  if (times.length === 0) return undefined
  const time = Math.max(...times)
  if (Number.isNaN(time)) throw new Error(`runAt for the ${what}: ${runAt} is no instant`)
  return new Date(time).toISOString()
}
