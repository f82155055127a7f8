import type { Database, Transaction } from '../../database/index.ts'
import { type UnitState, unstarted, writeState } from './load-state.ts'
import type { LoadedUnits } from './loaded-units.ts'
import type { RejectedBefore, RejectedFile, RejectedLine } from './rejected-file.ts'
import type { Dangling, LoadedEntity } from './write-records.ts'

/** A load that is running. */
export interface Session {
  readonly database: Database
  readonly load: string
  readonly units: LoadedUnits
  /** What is committed of every unit. */
  readonly state: Map<string, UnitState>
  readonly rejected: RejectedFile
}

/** What a transaction of a load changes beside the rows. */
export interface Progress {
  readonly states: readonly (readonly [unit: string, state: UnitState])[]
  readonly lines: readonly RejectedLine[]
}

const unlimited = { alone: true, timeLimitMs: 0 } as const

/** The file of rejected rows is kept among the units, under a name that none of them can have. */
const fileUnit = '~rejected'
const danglingMark = '~dangling '

/** How far a unit is. */
export function stateOf({ state }: Pick<Session, 'state'>, unit: string): UnitState {
  return state.get(unit) ?? unstarted
}

/** Where the rejected rows of an earlier run are. */
export function rejectedBefore(state: ReadonlyMap<string, UnitState>): RejectedBefore | undefined {
  const { position } = state.get(fileUnit) ?? unstarted
  return position === null ? undefined : (JSON.parse(position) as RejectedBefore)
}

/** Runs the work and keeps the progress it gives back in the same transaction. */
export async function commitProgress<Result>(
  { database, load, state, rejected }: Session,
  work: (tx: Transaction) => Promise<{ readonly result: Result; readonly progress: Progress }>,
): Promise<Result> {
  const { result, states, bytes } = await database.transaction(async (tx) => {
    const done = await work(tx)
    const reached = await rejected.put(done.progress.lines)
    const changed = [...done.progress.states]
    if (done.progress.lines.length > 0) changed.push([fileUnit, fileState(rejected, reached)])
    for (const [unit, at] of changed) await writeState(tx, { load, unit }, at)
    return { result: done.result, states: changed, bytes: reached }
  }, unlimited)
  for (const [unit, at] of states) state.set(unit, at)
  rejected.committed(bytes)
  return result
}

function fileState({ path, from }: RejectedFile, bytes: number): UnitState {
  const place: RejectedBefore = { path, bytes, from }
  return { ...unstarted, position: JSON.stringify(place) }
}

/** References that were left out of records of a unit: a line for each, and the new counts. */
export function danglingProgress(
  session: Session,
  { shape }: Pick<LoadedEntity, 'shape'>,
  dangling: readonly Dangling[],
): Progress {
  const unit = shape.resource.name
  const entityOf = new Map(shape.references.map(({ property, target }) => [property, target]))
  const counts = new Map<string, number>()
  for (const { property } of dangling) counts.set(property, (counts.get(property) ?? 0) + 1)
  return {
    states: [...counts].map(([property, more]) => {
      const name = `${danglingMark}${unit}.${property}`
      const before = stateOf(session, name)
      return [name, { ...before, rejected: before.rejected + more }] as const
    }),
    lines: dangling.map(({ property, id, target }) => ({
      of: unit,
      reason: `written without ${property}: there is no ${entityOf.get(property) ?? 'file'} ${target}`,
      row: { id, [property]: target },
    })),
  }
}

/** How many references were left out, by property. */
export function danglingCounts(
  { state }: Session,
  unit: string,
): [property: string, count: number][] {
  const prefix = `${danglingMark}${unit}.`
  return [...state]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, { rejected }]) => [name.slice(prefix.length), rejected])
}
