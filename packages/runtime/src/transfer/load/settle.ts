import type { LoadRow } from '../protocol.ts'
import { commitProgress, danglingProgress, type Session, stateOf } from './session.ts'
import {
  dropWaiting,
  leftWaiting,
  setReferences,
  setTogether,
  waitingRows,
} from './settle-waiting.ts'
import { keepAside, linesOf } from './write-batch.ts'
import { type LoadedEntity, writeRecords } from './write-records.ts'

/** Writes and sets what waited for other records, as far as those are there by now. */
export async function settle(session: Session): Promise<void> {
  while (await writeWaiting(session)) {
    // Each pass may make room for the next.
  }
  for (const [unit, entity] of session.units.entities) {
    for (const { property, isRequired, emptiable } of entity.late) {
      if (isRequired) continue
      const set = emptiable ? setTogether : setReferences
      await set(session.database, entity, { load: session.load, unit, property })
    }
  }
}

/** Whether any row that waited could be written. */
async function writeWaiting(session: Session): Promise<boolean> {
  let some = false
  for (const [unit, entity] of session.units.entities) {
    if (!entity.late.some(({ isRequired }) => isRequired)) continue
    for (let after = 0; ; ) {
      const page = await waitingRows(session.database, { load: session.load, unit, after })
      const last = page.at(-1)
      if (last === undefined) break
      if (await writePage(session, entity, page)) some = true
      after = last.seq
    }
  }
  return some
}

type Page = readonly { readonly seq: number; readonly row: LoadRow }[]

async function writePage(session: Session, entity: LoadedEntity, page: Page): Promise<boolean> {
  const unit = entity.shape.resource.name
  const rows = page.map(({ row }) => row)
  return commitProgress(session, async (tx) => {
    const outcome = await writeRecords(tx, entity, { rows, care: 'careful' })
    const still = new Set(outcome.needing.map(({ index }) => index))
    const over = page.filter((_row, index) => !still.has(index)).map(({ seq }) => seq)
    await dropWaiting(tx, over)
    await keepAside(
      tx,
      { load: session.load, unit },
      { rows, outcome: { ...outcome, needing: [] } },
    )
    const before = stateOf(session, unit)
    const left = danglingProgress(session, entity, outcome.dangling)
    const state = {
      ...before,
      written: before.written + outcome.written,
      present: before.present + outcome.present,
      rejected: before.rejected + outcome.rejected.length,
    }
    const lines = [...linesOf(unit, rows, outcome.rejected), ...left.lines]
    return { result: over.length > 0, progress: { states: [[unit, state], ...left.states], lines } }
  })
}

/** Gives up on what still waits: rows are rejected, references stay empty and are told of. */
export async function giveUpWaiting(session: Session): Promise<void> {
  for (const [unit, entity] of session.units.entities) await giveUpRows(session, entity, unit)
  await settle(session)
  for (const entity of session.units.entities.values()) {
    for (const { property, isRequired } of entity.late) {
      if (!isRequired) await giveUpReferences(session, entity, property)
    }
  }
}

async function giveUpReferences(
  session: Session,
  entity: LoadedEntity,
  property: string,
): Promise<void> {
  const unit = entity.shape.resource.name
  for (;;) {
    const left = await leftWaiting(session.database, { load: session.load, unit, property })
    if (left.length === 0) return
    await commitProgress(session, async (tx) => {
      await dropWaiting(
        tx,
        left.map(({ seq }) => seq),
      )
      const dangling = left.map(({ record: id, target }) => ({ property, id, target }))
      return { result: undefined, progress: danglingProgress(session, entity, dangling) }
    })
  }
}

async function giveUpRows(session: Session, entity: LoadedEntity, unit: string): Promise<void> {
  for (;;) {
    const page = await waitingRows(session.database, { load: session.load, unit, after: 0 })
    if (page.length === 0) return
    const rows = page.map(({ row }) => row)
    await commitProgress(session, async (tx) => {
      const outcome = await writeRecords(tx, entity, { rows, care: 'careful' })
      const rejected = [...outcome.rejected, ...outcome.needing]
      await keepAside(
        tx,
        { load: session.load, unit },
        { rows, outcome: { ...outcome, needing: [] } },
      )
      await dropWaiting(
        tx,
        page.map(({ seq }) => seq),
      )
      const before = stateOf(session, unit)
      const left = danglingProgress(session, entity, outcome.dangling)
      const state = {
        ...before,
        written: before.written + outcome.written,
        present: before.present + outcome.present,
        rejected: before.rejected + rejected.length,
      }
      const lines = [...linesOf(unit, rows, rejected), ...left.lines]
      return { result: undefined, progress: { states: [[unit, state], ...left.states], lines } }
    })
  }
}
