import type { Transaction } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import {
  type LoadBatch,
  type LoadDone,
  type LoadName,
  type LoadRejection,
  type LoadRow,
  type LoadTotals,
  textOfName,
} from '../protocol.ts'
import type { LinkShape } from '../shape/index.ts'
import type { UnitState } from './load-state.ts'
import {
  commitProgress,
  danglingProgress,
  type Progress,
  type Session,
  stateOf,
} from './session.ts'
import { keepWaiting, type WaitingUnit } from './waiting.ts'
import { writeLinks } from './write-links.ts'
import {
  type Care,
  isRefusal,
  type LoadedEntity,
  type Written,
  writeRecords,
} from './write-records.ts'

/** Writes a batch and its position in one transaction: at a stroke, and row by row where that is refused. */
export async function writeBatch(session: Session, batch: LoadBatch): Promise<LoadDone['done']> {
  checkBatch(session, batch)
  const outcome = await writeWith(session, batch, 'quick').catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    return writeWith(session, batch, 'careful')
  })
  const name: LoadName = 'entity' in batch ? { entity: batch.entity } : { links: batch.links }
  return { ...name, position: batch.position, ...outcome }
}

type Outcome = Omit<LoadDone['done'], 'entity' | 'links' | 'position'>

function writeWith(session: Session, batch: LoadBatch, care: Care): Promise<Outcome> {
  return commitProgress(session, (tx) =>
    'entity' in batch
      ? writeEntity(tx, session, { batch, unit: batch.entity, care })
      : writeLinked(tx, session, { batch, unit: batch.links, care }),
  )
}

interface Work {
  readonly batch: LoadBatch
  readonly unit: string
  readonly care: Care
}

async function writeEntity(
  tx: Transaction,
  session: Session,
  { batch, unit, care }: Work,
): Promise<{ result: Outcome; progress: Progress }> {
  const entity = session.units.entities.get(unit) as LoadedEntity
  const outcome = await writeRecords(tx, entity, { rows: batch.rows, care })
  await keepAside(tx, { load: session.load, unit }, { rows: batch.rows, outcome })
  const state = added(stateOf(session, unit), batch.position, outcome)
  const left = danglingProgress(session, entity, outcome.dangling)
  const { written, present } = outcome
  const rejected = outcome.rejected.sort((one, other) => one.index - other.index)
  return {
    result: { written, present, rejected },
    progress: {
      states: [[unit, state], ...left.states],
      lines: [...linesOf(unit, batch.rows, rejected), ...left.lines],
    },
  }
}

async function writeLinked(
  tx: Transaction,
  session: Session,
  { batch, unit, care }: Work,
): Promise<{ result: Outcome; progress: Progress }> {
  const before = stateOf(session, unit)
  const shape = session.units.links.get(unit) as LinkShape
  const came = before.written + before.present + before.rejected
  const outcome = await writeLinks(tx, shape, { rows: batch.rows, before: came, care })
  return {
    result: outcome,
    progress: {
      states: [[unit, added(before, batch.position, outcome)]],
      lines: linesOf(unit, batch.rows, outcome.rejected),
    },
  }
}

/** Puts aside what needs records that come later, in the transaction of its batch. */
export async function keepAside(
  tx: Transaction,
  unit: WaitingUnit,
  { rows, outcome }: { readonly rows: readonly LoadRow[]; readonly outcome: Written },
): Promise<void> {
  const needing = outcome.needing.map(({ index }) => ({
    property: '',
    record: null,
    target: null,
    row: JSON.stringify(rows[index]),
  }))
  await keepWaiting(tx, unit, [...outcome.waiting, ...needing])
}

function added(
  state: UnitState,
  position: unknown,
  {
    written,
    present,
    rejected,
  }: Pick<LoadTotals, 'written' | 'present'> & {
    readonly rejected: readonly LoadRejection[]
  },
): UnitState {
  return {
    position: JSON.stringify(position ?? null),
    written: state.written + written,
    present: state.present + present,
    rejected: state.rejected + rejected.length,
    finished: false,
  }
}

/** Rows that were refused, as they go into the file. */
export function linesOf(
  unit: string,
  rows: readonly LoadRow[],
  rejected: readonly LoadRejection[],
): Progress['lines'] {
  return rejected.map(({ index, reason }) => ({ of: unit, reason, row: rows[index] ?? null }))
}

function checkBatch({ units }: Session, batch: LoadBatch): void {
  const unit = textOfName(batch)
  const known: ReadonlyMap<string, unknown> = 'entity' in batch ? units.entities : units.links
  if (!known.has(unit)) {
    throw new StartupError(`The application has no ${unit} to load`, {
      hint: `It has: ${[...units.entities.keys(), ...units.links.keys()].join(', ')}`,
    })
  }
  if (Array.isArray(batch.rows)) return
  throw new StartupError(`A batch of ${unit} has no list of rows`)
}
