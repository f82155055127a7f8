import type { AccountsDefinition } from '../../accounts/index.ts'
import type { Database } from '../../database/index.ts'
import type { Registry } from '../../operation/index.ts'
import type { PartTable } from '../parts/index.ts'
import {
  type DanglingReference,
  type LoadBatch,
  type LoadDone,
  type LoadName,
  type LoadProgress,
  type LoadReport,
  textOfName,
} from '../protocol.ts'
import { forgetState, readState } from './load-state.ts'
import { createLoadTables } from './load-tables.ts'
import { loadedUnits } from './loaded-units.ts'
import { openRejectedFile } from './rejected-file.ts'
import { commitProgress, danglingCounts, rejectedBefore, type Session, stateOf } from './session.ts'
import { setCounters } from './set-counters.ts'
import { giveUpWaiting, settle } from './settle.ts'
import { writeBatch } from './write-batch.ts'
import { type PartBatch, partUnit, writePart } from './write-part.ts'

/** A load of rows into the tables of an application. */
export interface Load {
  /** What can be loaded, in the order in which it must come, and how far an earlier run came. */
  readonly order: readonly (LoadName & LoadProgress)[]
  /** Writes a batch and its position in one transaction. */
  write(batch: LoadBatch): Promise<LoadDone['done']>
  /** Writes rows that belong to no entity. */
  writePart(part: PartTable, batch: PartBatch): Promise<void>
  /** Where the reader of a part was stopped; null at the beginning. */
  partPosition(part: string): unknown
  /** There is no more of it. */
  finish(name: LoadName): Promise<void>
  /** Sets what waited for later records, and forgets how far the load was. */
  end(): Promise<LoadReport>
  close(): Promise<void>
}

export interface LoadOptions {
  readonly database: Database
  readonly registry: Registry
  readonly accounts: AccountsDefinition | undefined
  /** A load goes on where one of the same name was stopped. */
  readonly name: string
  /** Where rows go that are refused. */
  readonly rejectedPath: string
}

/** Opens a load; the tables it keeps its place in are made where they are missing. */
export async function createLoad(options: LoadOptions): Promise<Load> {
  const { database, registry, accounts, name: load } = options
  await createLoadTables(database)
  const state = await readState(database, load)
  const rejected = openRejectedFile(options.rejectedPath, rejectedBefore(state))
  const units = loadedUnits(registry, accounts)
  const session: Session = { database, load, units, state, rejected }
  let isSettled = false
  return {
    order: units.names.map((name) => {
      const { position, written, finished } = stateOf(session, textOfName(name))
      return {
        ...name,
        position: position === null ? null : JSON.parse(position),
        written,
        finished,
      }
    }),
    async write(batch) {
      // Links are written to records that may have waited for others.
      if ('links' in batch && !isSettled) await settle(session)
      isSettled = 'links' in batch
      return writeBatch(session, batch)
    },
    async writePart(part, batch) {
      if (!isSettled) await settle(session)
      isSettled = true
      return writePart(session, part, batch)
    },
    partPosition(part) {
      const { position } = stateOf(session, partUnit(part))
      return position === null ? null : JSON.parse(position)
    },
    finish: (name) => finishUnit(session, name),
    async end() {
      await settle(session)
      await giveUpWaiting(session)
      const shapes = [...units.entities.values()].map(({ shape }) => shape)
      await setCounters(database, shapes)
      const report = reportOf(session)
      await database.transaction((tx) => forgetState(tx, load))
      return report
    },
    close: rejected.close,
  }
}

async function finishUnit(session: Session, name: LoadName): Promise<void> {
  const unit = textOfName(name)
  const state = { ...stateOf(session, unit), finished: true }
  await commitProgress(session, async () => ({
    result: undefined,
    progress: { states: [[unit, state]], lines: [] },
  }))
}

function reportOf(session: Session): LoadReport {
  const { units, rejected } = session
  const totals = units.names.map((name) => {
    const { written, present, rejected: refused } = stateOf(session, textOfName(name))
    return { ...name, written, present, rejected: refused }
  })
  const dangling = [...units.entities.keys()].flatMap((entity): DanglingReference[] =>
    danglingCounts(session, entity).map(([property, count]) => ({ entity, property, count })),
  )
  return { totals, dangling, rejectedFile: rejected.isUsed ? rejected.path : null }
}
