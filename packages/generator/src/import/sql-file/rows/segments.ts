import type { TableDraft } from '../catalogue/index.ts'
import type { RowsHead } from './read-head.ts'

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

/** A table that rows name before any statement makes it. */
export interface UnknownTable {
  relation: RowsHead['relation']
  /** The schemas it is looked for in. */
  searchPath: readonly string[]
  /** Where it is named first, for sentences. */
  place: string
}

/** Whose rows they are. */
export type RowsOwner = TableDraft | UnknownTable

/** Where the rows of the tables stand. */
export interface Segments {
  add(owner: RowsOwner, segment: Segment): void
  /** Gives the rows of a table that was not known yet to the one that it is. */
  settle(unknown: UnknownTable, draft: TableDraft): void
  /** Tables that rows name and that were not known yet. */
  unknown(): UnknownTable[]
  of(draft: TableDraft): readonly Segment[]
  /** The tables that have rows. */
  tables(): TableDraft[]
}

/** From here on, INSERTs that are like each other are one stretch with others between. */
const mostSegments = 1_000

/** Starts empty. */
export function createSegments(): Segments {
  const byTable = new Map<RowsOwner, Segment[]>()
  let last: Segment | null = null
  return {
    add(owner, segment) {
      const list = byTable.get(owner) ?? []
      byTable.set(owner, list)
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
    tables: () => [...byTable.keys()].filter((owner) => 'table' in owner),
    unknown: () => [...byTable.keys()].filter((owner) => 'searchPath' in owner),
    settle(unknown, draft) {
      byTable.set(draft, [...(byTable.get(unknown) ?? []), ...(byTable.get(draft) ?? [])])
      byTable.delete(unknown)
    },
  }
}

function alike(list: readonly Segment[], segment: Segment): Segment | null {
  const found = list.at(-1)
  return found !== undefined && isAlike(found, segment) ? found : null
}

function isAlike(a: Segment, b: Segment): boolean {
  return a.kind === 'insert' && b.kind === 'insert' && a.file === b.file && a.written === b.written
}
