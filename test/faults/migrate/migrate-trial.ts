import { startCluster } from '../../postgres/index.ts'
import type { Outcome, Row, Trial, TrialOptions } from '../outcome.ts'
import { killAndFinish, runUndisturbed, type Undisturbed } from './kill-and-finish.ts'
import { createPostgresSite } from './postgres-site.ts'
import type { Kill } from './run-migrating.ts'
import { createSqliteSite } from './sqlite-site.ts'
import type { Site } from './target.ts'

/** Kill -9 while migrating: before and after every statement, and at random moments. */
export const migrateTrial: Trial = {
  name: 'migrate',
  shows: 'kill -9 while migrating, at every statement and at random moments; the next run finishes',
  onlyWhenNamed: true,
  run,
}

async function run(options: TrialOptions): Promise<Outcome> {
  const outcomes = [await tryOn(createSqliteSite(), options)]
  const cluster = await startCluster({ durable: false })
  if (cluster === undefined) {
    outcomes.push({ rows: [], failures: ['PostgreSQL is not installed'] })
  } else {
    try {
      outcomes.push(await tryOn(await createPostgresSite(cluster.url), options))
    } finally {
      await cluster.remove()
    }
  }
  return {
    rows: outcomes.flatMap(({ rows }) => rows),
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

async function tryOn(site: Site, options: TrialOptions): Promise<Outcome> {
  try {
    const undisturbed = await runUndisturbed(site)
    const atPlaces = await killAtEveryPlace(site, undisturbed, options)
    const atRandom = await killAtRandom(site, undisturbed, options)
    const row = (what: string, value: number): Row => ({ what: `${site.name}: ${what}`, value })
    const failures = [...atPlaces.failures, ...atRandom.failures]
    return {
      rows: [
        row('places before and after statements', undisturbed.places),
        row('databases whose migration was killed at one of them', atPlaces.databases),
        row('databases whose migration was killed at random moments', atRandom.databases),
        row('kills in all', atPlaces.killed + atRandom.killed),
        row('promises broken', failures.length),
      ],
      failures,
    }
  } finally {
    await site.close()
  }
}

interface Tried {
  readonly databases: number
  readonly killed: number
  readonly failures: readonly string[]
}

function killAtEveryPlace(
  site: Site,
  undisturbed: Undisturbed,
  options: TrialOptions,
): Promise<Tried> {
  const kills = Array.from({ length: undisturbed.places }, (_, index) => [{ atPlace: index + 1 }])
  return tryAll(site, { undisturbed, kills, report: options.report })
}

/** Several kills on one database, each at any moment of what an undisturbed run takes. */
function killAtRandom(
  site: Site,
  undisturbed: Undisturbed,
  { rounds, report }: TrialOptions,
): Promise<Tried> {
  const kills = Array.from({ length: rounds }, () =>
    Array.from({ length: 3 }, () => ({ afterMs: Math.random() * undisturbed.tookMs })),
  )
  return tryAll(site, { undisturbed, kills, report })
}

interface Series {
  readonly undisturbed: Undisturbed
  readonly kills: readonly (readonly Kill[])[]
  readonly report: TrialOptions['report']
}

async function tryAll(site: Site, { undisturbed, kills, report }: Series): Promise<Tried> {
  const failures: string[] = []
  let killed = 0
  for (const [index, series] of kills.entries()) {
    const trial = await killAndFinish(site, series, undisturbed)
    killed += trial.killed
    failures.push(...trial.failures)
    report(`${site.name}: ${index + 1} of ${kills.length} databases, ${failures.length} failures`)
  }
  return { databases: kills.length, killed, failures }
}
