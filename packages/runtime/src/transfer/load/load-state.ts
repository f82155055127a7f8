import { type Queryable, sql } from '../../database/index.ts'
import type { LoadTotals } from '../protocol.ts'

/** How far an entity or a relation is in a load. */
export interface UnitState extends LoadTotals {
  /** As JSON, null at the beginning. */
  readonly position: string | null
  readonly finished: boolean
}

/** Where nothing was loaded yet. */
export const unstarted: UnitState = {
  position: null,
  written: 0,
  present: 0,
  rejected: 0,
  finished: false,
}

interface StateRow {
  unit: string
  position: string | null
  written: number
  present: number
  rejected: number
  finished: number
}

/** What is known of a load, by unit. */
export async function readState(db: Queryable, load: string): Promise<Map<string, UnitState>> {
  const rows = await db.all<StateRow>(sql`
    select "unit", "position", "written", "present", "rejected", "finished"
    from "cambium_loads" where "load" = ${load}
  `)
  return new Map(
    rows.map(({ unit, position, ...counts }) => [
      unit,
      {
        position,
        written: Number(counts.written),
        present: Number(counts.present),
        rejected: Number(counts.rejected),
        finished: Number(counts.finished) === 1,
      },
    ]),
  )
}

/** Keeps how far a unit is. */
export async function writeState(
  db: Queryable,
  { load, unit }: { readonly load: string; readonly unit: string },
  state: UnitState,
): Promise<void> {
  const { position, written, present, rejected } = state
  const finished = state.finished ? 1 : 0
  await db.run(sql`
    insert into "cambium_loads" ("load", "unit", "position", "written", "present", "rejected", "finished")
    values (${load}, ${unit}, ${position}, ${written}, ${present}, ${rejected}, ${finished})
    on conflict ("load", "unit") do update set
      "position" = excluded."position", "written" = excluded."written", "present" = excluded."present",
      "rejected" = excluded."rejected", "finished" = excluded."finished"
  `)
}

/** Forgets a load that is over: the next one of its name begins anew. */
export async function forgetState(db: Queryable, load: string): Promise<void> {
  await db.run(sql`delete from "cambium_loads" where "load" = ${load}`)
  await db.run(sql`delete from "cambium_load_waiting" where "load" = ${load}`)
}
