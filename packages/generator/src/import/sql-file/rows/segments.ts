import type { TableDraft } from '../catalogue/index.ts'

/** A stretch of a file with rows of one table. */
export interface Segment {
  kind: 'copy' | 'insert'
  file: number
  /** Bytes. Of INSERTs from the first until behind the last; others may stand between. */
  start: number
  end: number
  /** The columns that are given, `null` for all. */
  columns: string[] | null
  /** How the table and its columns are written, by which INSERTs of others are told. */
  written: string
  /** Whether a backslash in plain quotes is an escape. */
  backslashes: boolean
  /** About so many rows. */
  rows: number
}

/** Where the rows of the tables stand. */
export interface Segments {
  add(draft: TableDraft, segment: Segment): void
  of(draft: TableDraft): readonly Segment[]
  /** The tables that have rows. */
  tables(): TableDraft[]
}

/** From here on, INSERTs that are like each other are one stretch with others between. */
const mostSegments = 1_000

/** Starts empty. */
export function createSegments(): Segments {
  const byTable = new Map<TableDraft, Segment[]>()
  let last: Segment | null = null
  return {
    add(draft, segment) {
      const list = byTable.get(draft) ?? []
      byTable.set(draft, list)
      const isNext = last !== null && last === list.at(-1)
      const before = isNext ? last : list.length < mostSegments ? null : alike(list, segment)
      if (before !== null && before !== undefined && isAlike(before, segment)) {
        before.end = segment.end
        before.rows += segment.rows
        last = before
        return
      }
      list.push(segment)
      last = segment
    },
    of: (draft) => byTable.get(draft) ?? [],
    tables: () => [...byTable.keys()],
  }
}

function alike(list: readonly Segment[], segment: Segment): Segment | null {
  const found = list.at(-1)
  return found !== undefined && isAlike(found, segment) ? found : null
}

function isAlike(a: Segment, b: Segment): boolean {
  return a.kind === 'insert' && b.kind === 'insert' && a.file === b.file && a.written === b.written
}
