import { identifier, join, type Sql, sql, type Transaction } from '../../database/index.ts'
import { type OpenPart, openPart, type PartTable } from '../parts/index.ts'
import type { LoadRejection, LoadRow } from '../protocol.ts'
import { commitProgress, type Session, stateOf } from './session.ts'
import { linesOf } from './write-batch.ts'
import { type Care, isRefusal } from './write-records.ts'

/** Rows of a part, and where their reader stands behind them. */
export interface PartBatch {
  readonly position: unknown
  readonly rows: readonly LoadRow[]
}

/** How a part is kept among the units of a load. */
export const partUnit = (part: string): string => `~part ${part}`

/** Writes rows that belong to no entity: access lists, accounts. Those that are there stay. */
export async function writePart(
  session: Session,
  part: PartTable,
  batch: PartBatch,
): Promise<void> {
  await writeWith(session, part, { ...batch, care: 'quick' }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
    return writeWith(session, part, { ...batch, care: 'careful' })
  })
}

function writeWith(
  session: Session,
  part: PartTable,
  { rows, position, care }: PartBatch & { readonly care: Care },
): Promise<void> {
  return commitProgress(session, async (tx) => {
    const outcome = { written: 0, rejected: [] as LoadRejection[] }
    const open = await openPart(tx, part)
    if (open === undefined) {
      const reason = `The application keeps no ${part.name}`
      outcome.rejected.push(...rows.map((_row, index) => ({ index, reason })))
    } else if (care === 'quick') outcome.written = await insertRows(tx, open, rows)
    else await insertOneByOne(tx, open, { rows, outcome })
    const unit = partUnit(part.name)
    const before = stateOf(session, unit)
    const state = {
      position: JSON.stringify(position),
      written: before.written + outcome.written,
      present: before.present + rows.length - outcome.written - outcome.rejected.length,
      rejected: before.rejected + outcome.rejected.length,
      finished: false,
    }
    return {
      result: undefined,
      progress: { states: [[unit, state]], lines: linesOf(part.name, rows, outcome.rejected) },
    }
  })
}

async function insertOneByOne(
  tx: Transaction,
  open: OpenPart,
  {
    rows,
    outcome,
  }: {
    readonly rows: readonly LoadRow[]
    readonly outcome: { written: number; readonly rejected: LoadRejection[] }
  },
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    try {
      outcome.written += await tx.savepoint((inside) => insertRows(inside, open, [row]))
    } catch (error) {
      if (!isRefusal(error)) throw error
      outcome.rejected.push({ index, reason: error.message })
    }
  }
}

const atOnce = 200

async function insertRows(
  tx: Transaction,
  { columns }: OpenPart,
  rows: readonly LoadRow[],
): Promise<number> {
  const names = columns.properties.filter((name) => rows.some((row) => row[name] !== undefined))
  let written = 0
  for (let from = 0; from < rows.length; from += atOnce) {
    const values = rows.slice(from, from + atOnce).map((row): Sql => {
      const cells = names.map((name) => columns.encode(name, row[name] ?? null))
      return sql`(${join(cells, ', ')})`
    })
    written += await tx.run(sql`
      insert into ${identifier(columns.table)} (${join(names.map(identifier), ', ')})
      values ${join(values, ', ')} on conflict do nothing
    `)
  }
  return written
}
