import type { Ledger } from '../crash/index.ts'
import type { Row, WorkSite } from '../work/index.ts'

/** What an independent reader found of the work that was asked for. */
export interface WorkFindings {
  readonly orders: number
  /** Effects that are missing of orders that are stored. */
  readonly lost: number
  /** Effects that are there more than once. */
  readonly doubled: number
  /** Orders that were acknowledged and are not stored. */
  readonly ordersLost: number
  /** Jobs that are neither done nor parked. */
  readonly unfinished: number
  readonly parkedPoison: number
  /** Jobs that were parked though nothing is wrong with them. */
  readonly parkedOthers: number
  /** What these ended with, each once. */
  readonly errors: readonly string[]
  /** Jobs of orders that were refused. */
  readonly strangers: number
  /** Seconds whose job was begun. */
  readonly slots: number
  /** Seconds between the first and the last without one. */
  readonly slotsMissed: number
  readonly slotsDoubled: number
}

const orders = 'select "id", "address", "first_name", "last_name" from "orders"'
const jobs = 'select "name", "status", "payload", "attempts", "error" from "cambium_jobs"'

/** Compares what is stored with what was to be done: one stamp and one print of every order. */
export async function checkWork(site: WorkSite, ledger: Ledger): Promise<WorkFindings> {
  const stored = await site.read(orders)
  const all = await site.read(jobs)
  const left = all.filter(({ name }) => name !== 'tick')
  const marks = stored.flatMap((row) => [
    marksOf(row.first_name, 'Ada', 'P'),
    marksOf(row.last_name, 'Lovelace', 'S'),
  ])
  const ids = new Set(stored.map(({ id }) => id))
  const acknowledged = ledger.intents.filter(({ state }) => state === 'acknowledged')
  const isPoison = ({ name }: Row): boolean => name === 'poisonOrder'
  const parked = left.filter(({ status }) => status === 'parked')
  return {
    orders: stored.length,
    lost: marks.filter((count) => count < 1).length,
    doubled: marks.filter((count) => count > 1).length,
    ordersLost: acknowledged.filter(({ id }) => !ids.has(id)).length,
    unfinished: left.filter(({ status }) => !['done', 'parked'].includes(String(status))).length,
    parkedPoison: parked.filter(isPoison).length,
    parkedOthers: parked.filter((row) => !isPoison(row)).length,
    errors: errorsOf(left.filter((row) => !isPoison(row))),
    strangers: left.filter(({ payload }) => !ids.has(orderOf(payload))).length,
    ...slotsOf(all.filter(({ name }) => name === 'tick')),
  }
}

function marksOf(value: Row[string] | undefined, begin: string, mark: string): number {
  const rest = String(value).slice(begin.length)
  return [...rest].filter((letter) => letter === mark).length
}

function errorsOf(rows: readonly Row[]): string[] {
  const words = rows.flatMap(({ name, attempts, error, status }) =>
    error === null || status === 'done' ? [] : `${name} after ${attempts} tries: ${error}`,
  )
  return [...new Set(words)].slice(0, 5)
}

function orderOf(payload: Row[string] | undefined): string {
  const { input } = JSON.parse(String(payload)) as { readonly input: { readonly orderId: string } }
  return input.orderId
}

function slotsOf(ticks: readonly Row[]): Pick<WorkFindings, `slots${string}` & keyof WorkFindings> {
  const seconds = ticks
    .map(({ payload }) => Date.parse(JSON.parse(String(payload)).slot) / 1_000)
    .toSorted((left, right) => left - right)
  const known = new Set(seconds)
  const expected = known.size === 0 ? 0 : (seconds.at(-1) ?? 0) - (seconds[0] ?? 0) + 1
  return {
    slots: known.size,
    slotsMissed: expected - known.size,
    slotsDoubled: seconds.length - known.size,
  }
}
