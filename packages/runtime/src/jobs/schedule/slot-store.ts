import { type Database, sql, type Transaction } from '../../database/index.ts'

/** Until where the slots of a schedule are dealt with. */
export interface SlotState {
  readonly job: string
  readonly schedule: string
  /** Slots up to this instant are done, in milliseconds. */
  readonly lastMs: number
}

type Kind = 'first' | 'begun' | 'passed'

interface StateRow {
  readonly job: string
  readonly schedule: string
  readonly last: string | null
  readonly first: string | null
}

/** Where every schedule of every job stands. Of two beginnings that were noted at once the earlier one counts. */
export async function readSlotStates(database: Database): Promise<SlotState[]> {
  const rows = await database.all<StateRow>(sql`
    select "job", "schedule",
      max(case when "state" <> 'first' then "slot" end) as "last",
      min(case when "state" = 'first' then "slot" end) as "first"
    from "cambium_slots" group by "job", "schedule"
  `)
  return rows.map(({ job, schedule, last, first }) => ({
    job,
    schedule,
    lastMs: Date.parse(last ?? first ?? ''),
  }))
}

/** Takes a slot; false when somebody has it already. It waits for who is about to take it. */
export async function takeSlot(
  transaction: Transaction,
  { job, schedule, slot, state }: { job: string; schedule: string; slot: string; state: Kind },
): Promise<boolean> {
  const written = await transaction.run(sql`
    insert into "cambium_slots" ("job", "slot", "schedule", "state")
    values (${job}, ${slot}, ${schedule}, ${state})
    on conflict ("job", "slot") do nothing
  `)
  return written > 0
}

const keptMs = 7 * 86_400_000

/** Forgets what was long ago; the last slot of a schedule says where it stands, and stays. */
export async function forgetOldSlots(
  transaction: Transaction,
  job: string,
  atMs: number,
): Promise<void> {
  const before = new Date(atMs - keptMs).toISOString()
  await transaction.run(sql`
    delete from "cambium_slots" where "job" = ${job} and "slot" < ${before} and exists (
      select 1 from "cambium_slots" newer
      where newer."job" = "cambium_slots"."job" and newer."schedule" = "cambium_slots"."schedule"
        and newer."slot" > "cambium_slots"."slot" and newer."state" <> 'first'
    )
  `)
}

/** The present of who decides, in milliseconds: the server's where instances share one, ours where the file is ours. */
export async function databaseNow(database: Database): Promise<number> {
  if (database.dialect === 'sqlite') return Date.now()
  return database.count(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint`)
}
