import { type Kill, runMigrating } from './run-migrating.ts'
import type { Site } from './target.ts'

/** What a run that nobody disturbed leaves. */
export interface Undisturbed {
  readonly picture: string
  readonly places: number
  readonly tookMs: number
}

/** Migrates once without a kill. Throws when that fails already. */
export async function runUndisturbed(site: Site): Promise<Undisturbed> {
  const target = await site.open()
  try {
    const { done, said, tookMs } = await runMigrating(target)
    if (done === undefined) throw new Error(`the migrations fail by themselves: ${said}`)
    return { picture: await target.picture(), places: done.places, tookMs }
  } finally {
    await target.remove()
  }
}

/** What came of a database whose migration was killed, once or several times. */
export interface Trial {
  /** How many of the kills met a process that was not at its end. */
  readonly killed: number
  /** One sentence for each promise that was not kept. */
  readonly failures: readonly string[]
}

const whole: ReadonlyMap<string, number> = new Map([
  ['customers', 2_600],
  ['orders', 5_200],
])

/**
 * Migrates a fresh database, killed in the given ways one after the other, looks at the rows after each, and lets the
 * last run come to its end: what it leaves must be what an undisturbed one leaves.
 */
export async function killAndFinish(
  site: Site,
  kills: readonly Kill[],
  undisturbed: Undisturbed,
): Promise<Trial> {
  const target = await site.open()
  const failures: string[] = []
  let killed = 0
  try {
    for (const kill of kills) {
      const ended = await runMigrating(target, kill)
      if (ended.wasKilled) killed++
      else if (ended.done === undefined) failures.push(`a run failed: ${ended.said}`)
      failures.push(...lost(await target.rows()))
    }
    const last = await runMigrating(target)
    if (last.done === undefined) failures.push(`the last run failed: ${last.said}`)
    else if ((await target.picture()) !== undisturbed.picture) {
      failures.push('it came out otherwise than undisturbed')
    }
  } finally {
    await target.remove()
  }
  return { killed, failures: failures.map((failure) => `${site.name}, ${said(kills)}: ${failure}`) }
}

/** A table is there with all its rows, or not yet there; between the two it is written anew under another name. */
function lost(rows: ReadonlyMap<string, number>): string[] {
  return [...whole].flatMap(([table, expected]) => {
    const found = rows.get(table)
    return found === undefined || found === expected
      ? []
      : [`${table} had ${found} of ${expected} rows after a kill`]
  })
}

function said(kills: readonly Kill[]): string {
  return kills
    .map(({ atPlace, afterMs }) =>
      atPlace === undefined ? `after ${Math.round(afterMs ?? 0)} ms` : `at place ${atPlace}`,
    )
    .join(', ')
}
