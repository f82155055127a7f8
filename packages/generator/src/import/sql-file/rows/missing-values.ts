import { createHash } from 'node:crypto'
import type { JsonValue } from '@cambium/model'
import type { SourceColumn, SourceRow } from '../../source/index.ts'
import type { TableDraft } from '../catalogue/index.ts'

/** Gives rows what the database would have given them: numbers, and the defaults that a file can tell. */
export interface MissingValues {
  /** Fills the columns that a row does not have; `place` is what sets the row apart from all others. */
  fill(row: SourceRow, place: string): void
  /** Numbers given so far, for positions. */
  given(): number[]
}

/** Begins where `given` says an earlier run stopped; `madeAt` stands for now, the same each time. */
export function createMissingValues(
  { table, counters }: TableDraft,
  { given, madeAt }: { given: readonly number[]; madeAt: Date },
): MissingValues {
  const counted = table.columns.filter((column) => column.default?.kind === 'counter')
  const counts = counted.map((_, at) => given[at] ?? 0)
  const others = table.columns.filter((column) => column.generated === null)
  const next = (column: SourceColumn): number => {
    const at = counted.indexOf(column)
    const count = counts[at] ?? 0
    counts[at] = count + 1
    const { start, step } = counters.get(column.name) ?? { start: 1, step: 1 }
    return start + count * step
  }
  return {
    fill(row, place) {
      for (const column of others) {
        if (column.name in row) continue
        const isCounter = column.default?.kind === 'counter'
        row[column.name] = isCounter ? next(column) : presetOf(column, { place, madeAt })
      }
    },
    given: () => [...counts],
  }
}

function presetOf(
  { default: preset, type }: SourceColumn,
  { place, madeAt }: { place: string; madeAt: Date },
): JsonValue {
  if (preset?.kind === 'literal') return preset.value
  if (preset?.kind === 'uuid') return uuidOf(place)
  if (preset?.kind !== 'now') return null
  const now = madeAt.toISOString()
  if (type.kind === 'date') return now.slice(0, 10)
  return type.kind === 'time' ? now.slice(11, 19) : now
}

/** A UUID of version 8, whose bits are our own: those of a hash, so that a second run gives the same. */
function uuidOf(place: string): string {
  const bytes = createHash('sha256').update(place).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
