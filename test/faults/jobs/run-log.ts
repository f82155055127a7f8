import { existsSync, readFileSync } from 'node:fs'

/** One try of a job, as the code of the job itself wrote it down when it began. */
export interface Try {
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
  /** From the kill of the one that ran it to the next try of it, for each such job, in milliseconds. */
  readonly takeoversMs: readonly number[]
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

/** Looks at each job's tries in their order. `killedAt` says when a process was ended, by its id. */
export function reportOf(tries: readonly Try[], killedAt: ReadonlyMap<number, number>): RunReport {
  const byId = Map.groupBy(tries, ({ id }) => id)
  const takeoversMs: number[] = []
  let repeated = 0
  for (const all of byId.values()) {
    if (all.length > 1) repeated++
    const inOrder = all.toSorted((left, right) => left.at - right.at)
    for (const [index, next] of inOrder.entries()) {
      const before = inOrder[index - 1]
      if (before === undefined) continue
      const killed = killedAt.get(before.pid)
      // A try between them may have ended with its process before it wrote a line.
      if (killed === undefined || next.attempt !== before.attempt + 1) continue
      takeoversMs.push(next.at - killed)
    }
  }
  return { tries: tries.length, repeated, takeoversMs }
}
