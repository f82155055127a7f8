import { existsSync, readFileSync } from 'node:fs'

/** What the code of a job wrote down itself of one try, when it began and when it ended, however it ended. */
export interface Try {
  readonly what: 'began' | 'ended'
  readonly id: string
  readonly job: string
  readonly attempt: number
  readonly pid: number
  readonly at: number
}

/** What the tries say together with when processes were killed. */
export interface RunReport {
  readonly tries: number
  /** Jobs that were begun more than once. */
  readonly repeated: number
  /** From the end of the process that ran it to the next try of it, in milliseconds, where that was its first one to end. */
  readonly takeoversMs: readonly number[]
  /** The same where more than one had ended: such jobs run without their like, and may have to wait for one another. */
  readonly laterTakeoversMs: readonly number[]
}

/** Every try; a line that a kill cut off is none. */
export function readTries(path: string): Try[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Try]
      } catch {
        return []
      }
    })
}

/** Looks at each job's tries in their order, but for those that end their process themselves. `killedAt` says when a process was ended, by its id. */
export function reportOf(tries: readonly Try[], killedAt: ReadonlyMap<number, number>): RunReport {
  const ended = new Set(tries.filter(({ what }) => what === 'ended').map(keyOf))
  const begun = tries.filter(({ what, job }) => what === 'began' && job !== 'poisonOrder')
  const byId = Map.groupBy(begun, ({ id }) => id)
  const takeoversMs: number[] = []
  const laterTakeoversMs: number[] = []
  let repeated = 0
  for (const all of byId.values()) {
    if (all.length > 1) repeated++
    const inOrder = all.toSorted((left, right) => left.at - right.at)
    for (const [index, next] of inOrder.entries()) {
      const before = inOrder[index - 1]
      // What ended was not taken over: it failed, and is tried again after a pause.
      if (before === undefined || ended.has(keyOf(before))) continue
      const killed = killedAt.get(before.pid)
      // A try between them may have ended with its process before it wrote a line.
      if (killed === undefined || next.attempt !== before.attempt + 1) continue
      const list = before.attempt === 1 ? takeoversMs : laterTakeoversMs
      list.push(next.at - killed)
    }
  }
  return { tries: begun.length, repeated, takeoversMs, laterTakeoversMs }
}

function keyOf({ id, attempt, pid }: Try): string {
  return `${id} ${attempt} ${pid}`
}
