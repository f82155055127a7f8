import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { anonymous } from '@cambium/runtime/access'
import { type Database, sql } from '@cambium/runtime/database'
import { migrate } from '@cambium/runtime/migrate'
import { createContext, createRepositories } from '@cambium/runtime/operation'
import { insertMessages, noOrigin } from '@cambium/runtime/queue'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { openPostgresSite, openSqliteSite, type WorkSite } from '../work/index.ts'
import { fulfilling, loadShop, openAddress, servicesOf } from './fulfilling.ts'
import { type Provider, startProvider } from './provider.ts'

const shows =
  'kill -9 of a workflow at its places, before and after every statement and call: each step is done once, or taken back once'

/** Workflows on an SQLite file. */
export const workflowsTrial: Trial = {
  name: 'workflows',
  shows: `${shows} (on SQLite)`,
  run: (options) => runOn(options, openSqliteSite),
}

/** Workflows on a PostgreSQL server. */
export const workflowsPostgresTrial: Trial = {
  name: 'workflows-postgres',
  shows: `${shows} (on PostgreSQL)`,
  onlyWhenNamed: true,
  run: (options) => runOn(options, openPostgresSite),
}

const stockBefore = 100

async function runOn(
  options: TrialOptions,
  open: () => Promise<WorkSite | undefined>,
): Promise<Outcome> {
  const site = await open()
  if (site === undefined) return { rows: [], failures: ['PostgreSQL is not installed'] }
  const provider = await startProvider()
  const database = await openAddress(site.address)
  try {
    await migrate(database, { folder: fileURLToPath((await loadShop()).migrations) })
    return await killAtPlaces(options, { address: site.address, database, provider })
  } finally {
    await database.close()
    await provider.close()
    await site.remove()
  }
}

interface Stage {
  readonly address: string
  readonly database: Database
  readonly provider: Provider
}

interface Findings {
  readonly failures: string[]
  killed: number
  places: number
  repeated: number
}

async function killAtPlaces(options: TrialOptions, stage: Stage): Promise<Outcome> {
  const findings: Findings = { failures: [], killed: 0, places: 0, repeated: 0 }
  for (const isLost of [false, true]) {
    const whole = await begin(stage, isLost)
    const { places = 0 } = await work(stage.address)
    findings.failures.push(...(await check(stage, { ...whole, isLost, at: 'never killed' })))
    findings.places += places
    for (const place of chosen(places, options)) {
      options.report(`${isLost ? 'taken back' : 'done'}: killed at place ${place} of ${places}`)
      const run = await begin(stage, isLost)
      const { code } = await work(stage.address, place)
      if (code === null) findings.killed++
      await lapse(stage.database, run.id)
      await work(stage.address)
      const at = `${isLost ? 'taken back' : 'done'}, killed at place ${place}`
      findings.failures.push(...(await check(stage, { ...run, isLost, at })))
    }
  }
  findings.repeated = [...stage.provider.asked.values()].filter((times) => times > 1).length
  return outcomeOf(findings)
}

/** Every place in the long form, else some that lie apart. */
function chosen(places: number, { isLong, rounds }: TrialOptions): number[] {
  const all = Array.from({ length: places }, (_, index) => index + 1)
  if (isLong) return all
  const step = Math.max(1, Math.floor(places / Math.max(1, rounds / 2)))
  return all.filter((place) => place % step === 0)
}

interface Run {
  readonly id: string
  readonly productId: string
}

async function begin({ database, provider }: Stage, isLost: boolean): Promise<Run> {
  const services = servicesOf(await loadShop(), database)
  const call = { caller: anonymous, transport: 'test', requestId: 'trial' } as const
  const context = { ...createContext(services, call), unrestricted: true, outward: false }
  const { Product: products } = createRepositories(context).system as unknown as {
    Product: { create(input: object): Promise<{ id: string }> }
  }
  const product = await products.create({ name: 'Lamp', price: 1, stock: stockBefore })
  const input = { productId: product.id, provider: provider.url, isLost }
  const message = fulfilling(() => undefined).message('fulfil', input)
  const [id = ''] = await database.transaction((tx) => insertMessages(tx, [message], noOrigin))
  return { id, productId: product.id }
}

/** Lets a process do it; its exit code is null where it was killed. */
async function work(
  address: string,
  place?: number,
): Promise<{ code: number | null; places?: number }> {
  const program = join(import.meta.dirname, 'fulfilling-process.ts')
  const args = [program, address, ...(place === undefined ? [] : [String(place)])]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args])
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== null && code !== 0) throw new Error(err)
  return code === 0 ? { code, places: (JSON.parse(out) as { places: number }).places } : { code }
}

/** Nobody gives a sign of life for it any more: what ten seconds would do. */
async function lapse(database: Database, id: string): Promise<void> {
  await database.run(sql`
    update "cambium_jobs" set "leased_until" = '2000-01-01T00:00:00.000Z' where "id" = ${id} and "status" = 'running'
  `)
}

async function check(
  { database, provider }: Stage,
  { id, productId, isLost, at }: Run & { isLost: boolean; at: string },
): Promise<string[]> {
  const failures: string[] = []
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) failures.push(`${at}: ${what} is ${found} and not ${wanted}`)
  }
  const row = await database.first<{ status: string; result: string | null }>(
    sql`select "status", "result" from "cambium_jobs" where "id" = ${id}`,
  )
  const outcome = JSON.parse(row?.result ?? '{}') as { outcome?: string }
  expect('the status', row?.status, 'done')
  expect('the outcome', outcome.outcome, isLost ? 'compensated' : 'completed')
  const stock = await database.count(sql`select "stock" from "products" where "id" = ${productId}`)
  expect('the stock', stock, isLost ? stockBefore : stockBefore - 11)
  expect('the charge', provider.asked.has(`charge ${id}:charge`), true)
  expect('the refund', provider.asked.has(`refund ${id}:charge`), isLost)
  const others = [...provider.asked.keys()].filter(
    (key) => key.includes(id) && !key.endsWith(`${id}:charge`),
  )
  expect('calls with another key', others.length, 0)
  return failures
}

function outcomeOf({ failures, killed, places, repeated }: Findings): Outcome {
  return {
    rows: [
      { what: 'places of both ways', value: places },
      { what: 'processes killed', value: killed },
      { what: 'calls made again with the same key', value: repeated },
      { what: 'runs that did something twice, or not at all', value: failures.length },
    ],
    failures: killed > 0 ? failures : ['nothing was killed'],
  }
}
