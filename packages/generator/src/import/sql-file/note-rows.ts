import { tableWords } from '../postgres/catalogue/index.ts'
import { type Catalogue, findTable } from './catalogue/index.ts'
import { type RowsHead, type RowsOwner, readHead, type Segments } from './rows/index.ts'
import type { Piece } from './text/index.ts'

/** What rows are kept in mind with. */
export interface RowsReading {
  catalogue: Catalogue
  segments: Segments
  /** Whether a backslash in plain quotes is an escape, as in very old dumps. */
  backslashes: boolean
  /** Tables that were named before they were made, by what names them. */
  owners: Map<string, RowsOwner>
}

/** Where a piece stands. */
export interface Place {
  /** Which of the files. */
  file: number
  name: string
}

/** Keeps in mind where the lines behind a COPY stand. */
export function noteCopied(
  reading: RowsReading,
  { file, name }: Place,
  { piece, copy }: { piece: Extract<Piece, { kind: 'copied' }>; copy: Piece | null },
): void {
  if (copy?.kind !== 'statement') return
  const place = `${name}:${copy.line}`
  const head = readHead(copy.text)
  if (head === null || !head.isText) {
    reading.catalogue.left.addChange(place)
    return
  }
  reading.segments.add(ownerOf(reading, head, place), {
    kind: 'copy',
    file,
    start: piece.start,
    end: piece.end,
    columns: head.columns,
    written: '',
    backslashes: false,
    rows: piece.lines,
  })
}

/** Keeps in mind where the rows of an INSERT stand. */
export function noteInserted(
  reading: RowsReading,
  { file, name }: Place,
  { head, piece }: { head: RowsHead; piece: Extract<Piece, { kind: 'statement' }> },
): void {
  const place = `${name}:${piece.line}`
  if (/\(\s*select\s/i.test(piece.text)) reading.catalogue.left.addQuery(place)
  reading.segments.add(ownerOf(reading, head, place), {
    kind: 'insert',
    file,
    start: piece.start,
    end: piece.end,
    columns: head.columns,
    written: head.written,
    backslashes: reading.backslashes,
    rows: head.isDefault ? 1 : piece.groups - (head.columns === null ? 0 : 1),
  })
}

function ownerOf({ catalogue, owners }: RowsReading, head: RowsHead, place: string): RowsOwner {
  const found = findTable(catalogue, head.relation)
  if (found !== undefined) return found
  const { relation } = head
  const searchPath = [...catalogue.searchPath]
  const key = JSON.stringify([relation, searchPath])
  const owner = owners.get(key) ?? { relation, searchPath, place }
  owners.set(key, owner)
  return owner
}

/** Gives rows that came before their table to it; says of the rest that it is left. */
export function settleRows({ catalogue, segments }: RowsReading): void {
  const before = catalogue.searchPath
  for (const unknown of segments.unknown()) {
    const { relation, searchPath, place } = unknown
    catalogue.searchPath = [...searchPath]
    const found = findTable(catalogue, relation)
    if (found !== undefined) {
      segments.settle(unknown, found)
      continue
    }
    const name = relation.relname ?? ''
    if (catalogue.temporary.has(name)) continue
    catalogue.left.add({
      what: `${place}: rows of ${tableWords({ schema: relation.schemaname ?? null, name })}`,
      reason: 'no statement makes this table',
      suggestion: 'Give the file that makes it beside this one, in a folder',
    })
  }
  catalogue.searchPath = before
}
