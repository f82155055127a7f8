import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { runShop, tokenFor } from '../server/index.ts'
import { openPostgresSite, openSqliteSite, shopWithWork, type WorkSite } from '../work/index.ts'
import { changeProducts, makeProducts } from './changes.ts'
import { checkReceived, type Delivered } from './check-received.ts'
import { measureDelays } from './delays.ts'
import { startInstances } from './instances.ts'
import { type Receiver, startReceiver } from './receiver.ts'

const shows =
  'changes told to a receiver that fails 30 % of the time while instances are killed: each comes, in order for its record'

/** One instance on a SQLite file. */
export const outboxTrial: Trial = {
  name: 'outbox',
  shows: `${shows} (one instance on SQLite)`,
  run: (options) => runOn(options, { open: openSqliteSite, instances: 1 }),
}

/** Three instances on a PostgreSQL server. */
export const outboxPostgresTrial: Trial = {
  name: 'outbox-postgres',
  shows: `${shows} (three instances on PostgreSQL)`,
  onlyWhenNamed: true,
  run: (options) => runOn(options, { open: openPostgresSite, instances: 3 }),
}

interface Place {
  readonly open: () => Promise<WorkSite | undefined>
  readonly instances: number
}

async function runOn(options: TrialOptions, { open, instances }: Place): Promise<Outcome> {
  const site = await open()
  if (site === undefined) return { rows: [], failures: ['PostgreSQL is not installed'] }
  try {
    const { code, text } = await runShop(['migrate'], site.address)
    if (code !== 0) throw new Error(`the tables were not made: ${text}`)
    const told = await tellAll(options, site, instances)
    const delays = await measureDelays(site, instances, options.isLong ? 30 : 8)
    return {
      rows: [...told.rows, ...delays.rows],
      failures: [...told.failures, ...delays.failures],
    }
  } finally {
    await site.remove()
  }
}

const drainLimitMs = 600_000

async function tellAll(
  { isLong, report }: TrialOptions,
  site: WorkSite,
  count: number,
): Promise<Outcome> {
  const receiver = await startReceiver('flaky')
  const environment = { TRIAL_RECEIVERS: JSON.stringify([receiver.url]) }
  const program = { path: site.address, program: shopWithWork, environment }
  const instances = await startInstances(program, count)
  const changing = { staff: await tokenFor(randomUUID(), ['staff']), origin: instances.origin }
  const products = await makeProducts(changing, isLong ? 2_000 : 300)
  const killing = instances.killing()
  const from = Date.now()
  const watch = setInterval(
    () => report(`${receiver.received.length} events received, ${instances.killed} kills`),
    1_000,
  )
  const total = isLong ? 100_000 : 3_000
  const { acknowledged } = await changeProducts(changing, products, {
    count: total,
    perSecond: isLong ? 2_000 : 500,
  })
  const writtenMs = Date.now() - from
  await untilTold(site)
  const toldMs = Date.now() - from
  clearInterval(watch)
  await killing.end()
  const codes = await instances.end()
  const found = checkReceived(receiver.received, await versionsIn(site))
  const parked = await countOf(site, `"status" = 'parked'`)
  await receiver.close()
  return outcomeOf({
    receiver,
    found,
    parked,
    codes,
    acknowledged,
    kills: instances.killed,
    writtenMs,
    toldMs,
  })
}

async function countOf(site: WorkSite, where: string): Promise<number> {
  const [row] = await site.read(`select count(*) as "count" from "cambium_jobs" where ${where}`)
  return Number(row?.count)
}

async function untilTold(site: WorkSite): Promise<void> {
  const from = Date.now()
  while (Date.now() - from < drainLimitMs) {
    const open = await countOf(site, `"status" in ('waiting', 'delayed', 'behind', 'running')`)
    if (open === 0) return
    await wait(500)
  }
}

async function versionsIn(site: WorkSite): Promise<Map<string, number>> {
  const rows = await site.read('select "id", "version" from "products"')
  return new Map(rows.map(({ id, version }) => [String(id), Number(version)]))
}

interface Told {
  readonly receiver: Receiver
  readonly found: Delivered
  readonly parked: number
  readonly codes: readonly (number | null)[]
  readonly acknowledged: number
  readonly kills: number
  readonly writtenMs: number
  readonly toldMs: number
}

function outcomeOf({ receiver, found, parked, codes, ...told }: Told): Outcome {
  const promises: [value: number, what: string][] = [
    [found.lost, 'events lost'],
    [found.inverted, 'events that came after a later one of their record'],
    [receiver.doubled, 'events that came under two ids'],
    [found.invented, 'events of what was never stored'],
    [parked, 'events parked'],
  ]
  return {
    rows: [
      { what: 'changes acknowledged', value: told.acknowledged },
      { what: 'events received', value: receiver.received.length },
      { what: 'instances killed', value: told.kills },
      { what: 'requests that the receiver let fail', value: receiver.failed },
      { what: 'events that came again, under the same id', value: receiver.repeated },
      { what: 'seconds of writing', value: Math.round(told.writtenMs / 1_000) },
      { what: 'seconds until all were told', value: Math.round(told.toldMs / 1_000) },
      ...promises.map(([value, what]) => ({ what, value })),
    ],
    failures: [
      ...promises.filter(([value]) => value > 0).map(([value, what]) => `${value} ${what}`),
      ...codes.filter((code) => code !== 0).map((code) => `an instance ended with ${code}`),
    ],
  }
}
