import type { JsonValue } from '@cambium/model'
import type { RowBatch, SourceRows, TableName } from '../../source/index.ts'
import type { TableDraft } from '../catalogue/index.ts'
import { type ChunkSource, openChunks } from '../text/index.ts'
import { readCopied } from './copied-rows.ts'
import { decoderOf } from './decode.ts'
import { readInserted } from './inserted-rows.ts'
import { createMissingValues } from './missing-values.ts'
import { columnReaders } from './read-value.ts'
import type { Segment, Segments } from './segments.ts'

/** Files of which the places of rows are known. */
export interface RowFiles {
  files: readonly string[]
  tables: readonly TableDraft[]
  segments: Segments
  encoding: string
  progress(text: string): void
}

/** A row and the place behind it. */
export interface PlacedRow {
  row: RowBatch['rows'][number]
  end: number
}

/** What the reader of one segment is given. */
export interface SegmentReading {
  source: ChunkSource
  segment: Segment
  /** Bytes of the file to begin behind; the start of the segment where nothing was read yet. */
  from: number
  readers: ReturnType<typeof columnReaders>
  decode: ReturnType<typeof decoderOf>
  unknown(sql: string): void
}

/** About as much text as one batch holds, where rows are large. */
const batchBytes = 1_000_000

/** The rows of files, read again where the pass over the schema found them. */
export function segmentRows(given: RowFiles): SourceRows {
  const draftOf = ({ schema, name }: TableName): TableDraft | undefined =>
    given.tables.find(
      ({ table }) => table.name === name && (schema === null || table.schema === schema),
    )
  return {
    async *read(name, { after, size }) {
      const draft = draftOf(name)
      if (draft !== undefined) yield* readTable(given, draft, { after, size })
    },
    async count(name) {
      const draft = draftOf(name)
      if (draft === undefined) return null
      return partsOf(given, draft).reduce((sum, { segment }) => sum + segment.rows, 0)
    },
  }
}

interface Part {
  draft: TableDraft
  segment: Segment
}

/** The segments of a table and of its partitions, in the order of the files. */
function partsOf({ segments }: RowFiles, draft: TableDraft): Part[] {
  return segments
    .tables()
    .filter((one) => rootOf(one) === draft)
    .flatMap((one) => segments.of(one).map((segment) => ({ draft: one, segment })))
    .toSorted((a, b) => a.segment.file - b.segment.file || a.segment.start - b.segment.start)
}

function rootOf(draft: TableDraft): TableDraft {
  return draft.partitionOf === null ? draft : rootOf(draft.partitionOf)
}

async function* readTable(
  given: RowFiles,
  draft: TableDraft,
  { after, size }: { after: JsonValue; size: number },
): AsyncGenerator<RowBatch> {
  const parts = partsOf(given, draft)
  const { segment: first, byte, given: numbers } = positionOf(after)
  let before = numbers
  for (const [index, part] of parts.entries()) {
    if (index < first) continue
    const path = given.files[part.segment.file]
    if (path === undefined) continue
    const source = await openChunks(path)
    try {
      const start = index === first && byte > 0 ? byte : part.segment.start
      const missing = createMissingValues(draft, { given: before, madeAt: source.changedAt })
      const fill = (row: PlacedRow): void =>
        missing.fill(row.row, `${part.segment.file}:${row.end}`)
      const rows = rowsOf(given, part, { source, from: start })
      const position = (end: number): JsonValue => [index, end, ...missing.given()]
      yield* batches(rows, { start, size, fill, position })
      before = missing.given()
    } finally {
      await source.close()
    }
  }
}

interface Position {
  /** Which of the segments. */
  segment: number
  byte: number
  /** Numbers that counters have given. */
  given: number[]
}

function positionOf(after: JsonValue): Position {
  const numbers = Array.isArray(after) ? after.filter((part) => typeof part === 'number') : []
  const [segment = 0, byte = 0, ...given] = numbers
  return { segment, byte, given }
}

function rowsOf(
  given: RowFiles,
  { draft, segment }: Part,
  { source, from }: { source: ChunkSource; from: number },
): AsyncGenerator<PlacedRow[]> {
  const told = new Set<string>()
  const reading: SegmentReading = {
    source,
    segment,
    from,
    readers: columnReaders(draft, segment.columns),
    decode: decoderOf(given.encoding),
    unknown: (sql) => {
      if (told.has(sql) || told.size >= 5) return
      told.add(sql)
      given.progress(
        `${draft.table.name}: ${sql.slice(0, 60)} is nothing a file can work out; the default is taken`,
      )
    },
  }
  return segment.kind === 'copy' ? readCopied(reading) : readInserted(reading)
}

interface Batching {
  start: number
  size: number
  fill(row: PlacedRow): void
  position(end: number): JsonValue
}

async function* batches(
  groups: AsyncGenerator<PlacedRow[]>,
  { start, size, fill, position }: Batching,
): AsyncGenerator<RowBatch> {
  let rows: RowBatch['rows'] = []
  let begun = start
  let end = start
  for await (const group of groups) {
    for (const placed of group) {
      fill(placed)
      rows.push(placed.row)
      end = placed.end
      if (rows.length < size && end - begun < batchBytes) continue
      yield { rows, position: position(end) }
      rows = []
      begun = end
    }
  }
  if (rows.length > 0) yield { rows, position: position(end) }
}
