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
import { subscribe } from './subscribe.ts'

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

const drainLimitMs = 1_800_000
const killedOnMs = 10_000
/** 100,000 in the 200 rounds of the long form. */
const changesInRound = 500

async function tellAll(
  { isLong, rounds, report }: TrialOptions,
  site: WorkSite,
  count: number,
): Promise<Outcome> {
  const receiver = await startReceiver('flaky')
  const byCode = await startReceiver('flaky')
  const environment = {
    OUTBOUND_ALLOW: receiver.host,
    // One way of telling is enough of so many.
    TRIAL_RECEIVERS: JSON.stringify(isLong ? [] : [byCode.url]),
  }
  const program = { path: site.address, program: shopWithWork, environment }
  const instances = await startInstances(program, count)
  const changing = { staff: await tokenFor(randomUUID(), ['staff']), origin: instances.origin }
  const products = await makeProducts(changing, isLong ? 2_000 : 300)
  const endpoint = await subscribe(changing, receiver.url)
  const killing = instances.killing(isLong ? 8_000 : 2_500)
  const from = Date.now()
  const watch = setInterval(
    () => report(`${receiver.received.length} events received, ${instances.killed} kills`),
    1_000,
  )
  const total = isLong ? rounds * changesInRound : 3_000
  const { acknowledged } = await changeProducts(changing, products, {
    count: total,
    perSecond: isLong ? 2_000 : 500,
    together: isLong ? 20 : 1,
  })
  const writtenMs = Date.now() - from
  if (!isLong) {
    // So few are told while it is killed; what is left is told in peace.
    await wait(killedOnMs)
    await killing.end()
  }
  await untilTold(site)
  const toldMs = Date.now() - from
  clearInterval(watch)
  await killing.end()
  await endpoint.end()
  const codes = await instances.end()
  const versions = await versionsIn(site)
  const told = [
    { by: 'a webhook', receiver, found: checkReceived(receiver.received, versions) },
    { by: 'a handler', receiver: byCode, found: checkReceived(byCode.received, versions) },
  ].slice(0, isLong ? 1 : 2)
  const parked = await countOf(site, `"status" = 'parked'`)
  await Promise.all([receiver.close(), byCode.close()])
  const times = { acknowledged, kills: instances.killed, writtenMs, toldMs }
  return outcomeOf(told, { ...times, parked, codes })
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
  readonly by: string
  readonly receiver: Receiver
  readonly found: Delivered
}

interface Times {
  readonly acknowledged: number
  readonly kills: number
  readonly writtenMs: number
  readonly toldMs: number
  readonly parked: number
  readonly codes: readonly (number | null)[]
}

function outcomeOf(told: readonly Told[], times: Times): Outcome {
  const outcomes = told.map(outcomeOfOne)
  const { parked, codes } = times
  return {
    rows: [
      { what: 'changes acknowledged', value: times.acknowledged },
      { what: 'instances killed', value: times.kills },
      { what: 'seconds of writing', value: Math.round(times.writtenMs / 1_000) },
      { what: 'seconds until all were told', value: Math.round(times.toldMs / 1_000) },
      { what: 'messages parked', value: parked },
      ...outcomes.flatMap(({ rows }) => rows),
    ],
    failures: [
      ...(parked > 0 ? [`${parked} messages were parked`] : []),
      ...outcomes.flatMap(({ failures }) => failures),
      ...codes.filter((code) => code !== 0).map((code) => `an instance ended with ${code}`),
    ],
  }
}

function outcomeOfOne({ by, receiver, found }: Told): Outcome {
  const promises: [value: number, what: string][] = [
    [found.lost, 'lost'],
    [found.inverted, 'that came after a later one of their record'],
    [receiver.doubled, 'that came under two ids'],
    [found.invented, 'of what was never stored'],
  ]
  return {
    rows: [
      { what: `events told by ${by}`, value: receiver.received.length },
      { what: `requests of ${by} that failed`, value: receiver.failed },
      { what: `events of ${by} that came again, under the same id`, value: receiver.repeated },
      ...promises.map(([value, what]) => ({ what: `events of ${by} ${what}`, value })),
    ],
    failures: promises
      .filter(([value]) => value > 0)
      .map(([value, what]) => `${value} events of ${by} ${what}`),
  }
}
