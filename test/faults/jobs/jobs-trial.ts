import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newIntent, place, prepareShop, type Writing } from '../crash/index.ts'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { createClient, type ShopOptions, type ShopServer, startShop } from '../server/index.ts'
import { openPostgresSite, openSqliteSite, shopWithWork, type WorkSite } from '../work/index.ts'
import { checkWork, type WorkFindings } from './check-work.ts'
import { type RunReport, readTries, reportOf } from './run-log.ts'
import { startWorkers, type Workers } from './workers.ts'

const shows =
  'kill -9 of workers again and again while jobs run: each job is done, and what it writes happens once'

/** Workers on one SQLite file. */
export const jobsTrial: Trial = {
  name: 'jobs',
  shows: `${shows} (three workers beside the server, on SQLite)`,
  run: (options) => runOn(options, { open: openSqliteSite, workers: 3 }),
}

/** Workers on a PostgreSQL server. */
export const jobsPostgresTrial: Trial = {
  name: 'jobs-postgres',
  shows: `${shows} (three workers beside the server, on PostgreSQL)`,
  onlyWhenNamed: true,
  run: (options) => runOn(options, { open: openPostgresSite, workers: 3 }),
}

interface Place {
  readonly open: () => Promise<WorkSite | undefined>
  readonly workers: number
}

const takeoverLimitMs = 15_000
const drainLimitMs = 600_000

async function runOn(options: TrialOptions, { open, workers }: Place): Promise<Outcome> {
  const site = await open()
  if (site === undefined) return { rows: [], failures: ['PostgreSQL is not installed'] }
  try {
    const writing = await prepareShop(site.address)
    return await killAndCheck(options, { site, writing, count: workers })
  } finally {
    await site.remove()
  }
}

interface Stage {
  readonly site: WorkSite
  readonly writing: Writing
  readonly count: number
}

async function killAndCheck(
  { rounds, isLong, report }: TrialOptions,
  { site, writing, count }: Stage,
): Promise<Outcome> {
  const runs = join(site.folder, 'runs')
  // As often as others: they must not be parked with it.
  const environment = { TRIAL_RUNS: runs, TRIAL_POISON_ATTEMPTS: isLong ? '8' : '3' }
  const program = { path: site.address, program: shopWithWork, environment }
  const server = await startServing(program)
  const workers = startWorkers(program, count)
  const shoppers = startShoppers(server.origin, writing)
  const kills = isLong ? rounds * 5 : rounds
  for (let kill = 1; kill <= kills; kill++) {
    await wait(300 + Math.random() * 600)
    await workers.killOne()
    report(`kill ${kill} of ${kills}: ${writing.ledger.intents.length} orders sent`)
  }
  await shoppers.end()
  const drainedMs = await untilDone(site)
  const codes = [...(await workers.end()), await server.end('SIGTERM')]
  const findings = await checkWork(site, writing.ledger)
  const told = reportOf(readTries(runs), workers.killedAt)
  return outcomeOf({ findings, told, workers, drainedMs, codes, writing })
}

/** It takes orders and does none of the work. */
async function startServing(program: ShopOptions): Promise<ShopServer> {
  const environment = { ...program.environment, WORKERS: 'off' }
  const server = await startShop({ ...program, environment })
  if (server === undefined) throw new Error('the shop did not start')
  return server
}

const shoppers = 4
const pauseMs = 250

/** Orders come slowly, so that a job that waits does so because nobody took it over. */
function startShoppers(origin: string, writing: Writing): { end(): Promise<void> } {
  const client = createClient(origin, shoppers)
  let isOver = false
  const work = Array.from({ length: shoppers }, async () => {
    while (!isOver) {
      await place(client, writing, newIntent(writing.ledger))
      await wait(Math.random() * 2 * pauseMs)
    }
  })
  return {
    async end() {
      isOver = true
      await Promise.all(work)
      client.close()
    },
  }
}

const left = `select count(*) as "count" from "cambium_jobs"
  where "status" in ('waiting', 'delayed', 'behind', 'running') and "name" <> 'tick'`

async function untilDone(site: WorkSite): Promise<number> {
  const from = Date.now()
  while (Date.now() - from < drainLimitMs) {
    const [row] = await site.read(left)
    if (Number(row?.count) === 0) break
    await wait(200)
  }
  return Date.now() - from
}

interface Seen {
  readonly findings: WorkFindings
  readonly told: RunReport
  readonly workers: Workers
  readonly drainedMs: number
  readonly codes: readonly (number | null)[]
  readonly writing: Writing
}

function outcomeOf({ findings, told, workers, drainedMs, codes, writing }: Seen): Outcome {
  const slowest = Math.max(0, ...told.takeoversMs)
  const slowestLater = Math.max(0, ...told.laterTakeoversMs)
  const promises: [value: number, what: string][] = [
    [findings.lost, 'jobs lost'],
    [findings.doubled, 'effects that happened twice'],
    [findings.ordersLost, 'acknowledged orders lost'],
    [findings.unfinished, 'jobs still open at the end'],
    [findings.parkedOthers, 'jobs parked that nothing is wrong with'],
    [findings.strangers, 'jobs of orders that were undone'],
    [findings.slotsMissed, 'slots of the schedule missed'],
    [findings.slotsDoubled, 'slots of the schedule begun twice'],
  ]
  return {
    rows: [
      { what: 'workers killed', value: workers.killed },
      { what: 'workers that a poisonous job killed', value: workers.poisoned },
      { what: 'orders stored, two jobs each', value: findings.orders },
      { what: 'tries, of how many jobs more than one', value: `${told.tries}, ${told.repeated}` },
      { what: 'taken over after a kill', value: told.takeoversMs.length },
      { what: 'slowest of these', value: `${slowest} ms` },
      { what: 'taken over after more kills on end', value: told.laterTakeoversMs.length },
      { what: 'slowest of these, one at a time', value: `${slowestLater} ms` },
      { what: 'poisonous jobs parked', value: findings.parkedPoison },
      { what: 'slots of a schedule, one a second', value: findings.slots },
      { what: 'all done after the last order', value: `${drainedMs} ms` },
      ...promises.map(([value, what]) => ({ what, value })),
    ],
    failures: [
      ...promises.filter(([value]) => value > 0).map(([value, what]) => `${value} ${what}`),
      ...(slowest > takeoverLimitMs ? [`a job was taken over after ${slowest} ms only`] : []),
      ...codes.filter((code) => code !== 0).map((code) => `a process ended with ${code}`),
      ...writing.ledger.surprises,
      ...findings.errors,
    ],
  }
}
