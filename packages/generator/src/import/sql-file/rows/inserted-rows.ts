import { createScanner, type Scanner } from '../text/index.ts'
import { readHead } from './read-head.ts'
import { readTuple, skipBlanks } from './read-tuple.ts'
import type { PlacedRow, SegmentReading } from './segment-rows.ts'
import { tupleRow } from './tuple-row.ts'

interface Walk {
  reading: SegmentReading
  /** What is read next: the head of a statement, a row of it, or what is between its last row and its end. */
  next: 'head' | 'row' | 'skip'
  scanner: Scanner
  /** What of the file is in memory and not read, and the byte it begins at. */
  text: string
  base: number
}

/** The rows of INSERTs, from a place on: the beginning of a statement or behind a row. */
export async function* readInserted(reading: SegmentReading): AsyncGenerator<PlacedRow[]> {
  const walk: Walk = {
    reading,
    next: reading.from === reading.segment.start ? 'head' : 'row',
    scanner: startScanner(reading),
    text: '',
    base: reading.from,
  }
  for await (const chunk of reading.source.read(reading.from)) {
    walk.text += chunk.text
    const rows = [...readWhole(walk)]
    if (rows.length > 0) yield rows
    if (walk.base >= reading.segment.end) return
  }
  // at the end of a file nothing more comes that a quote or a word could go on with
  walk.text += '\n'
  const rows = [...readWhole(walk)]
  if (rows.length > 0) yield rows
}

function startScanner({ segment }: SegmentReading): Scanner {
  const scanner = createScanner()
  scanner.setBackslashes(segment.backslashes)
  return scanner
}

/** Reads what is whole in memory; the rest waits for more. */
function* readWhole(walk: Walk): Generator<PlacedRow> {
  let at = 0
  for (;;) {
    const { next } = walk
    const step: Step | null =
      next === 'head' ? readStart(walk, at) : next === 'row' ? readRow(walk, at) : skip(walk, at)
    if (step === null) break
    at = step.at
    if (step.row !== undefined) yield { row: step.row, end: walk.base + at }
    if (walk.next === 'head' && walk.base + at >= walk.reading.segment.end) break
  }
  walk.base += at
  walk.text = walk.text.slice(at)
}

interface Step {
  at: number
  row?: PlacedRow['row']
}

const longestHead = 65_536

function readStart(walk: Walk, from: number): Step | null {
  const at = skipBlanks(walk.text, from)
  if (at >= walk.text.length) return null
  const text = walk.text.slice(at, at + longestHead)
  const head = readHead(text)
  if (head?.kind === 'insert' && head.written === walk.reading.segment.written) {
    walk.next = 'row'
    const end = at + head.length
    return head.isDefault ? { at: end, row: Object.create(null) } : { at: end }
  }
  const isWhole = text.includes(';') || walk.text.length - at >= longestHead
  if (head === null && !isWhole) return null
  walk.next = 'skip'
  walk.scanner.reset()
  return { at }
}

function readRow(walk: Walk, from: number): Step | null {
  let at = skipBlanks(walk.text, from)
  if (walk.text[at] === ',') at = skipBlanks(walk.text, at + 1)
  if (at >= walk.text.length) return null
  if (walk.text[at] !== '(') {
    walk.next = 'skip'
    walk.scanner.reset()
    return { at }
  }
  const tuple = readTuple(walk.text, at, walk.reading.segment.backslashes)
  if (tuple === null) return null
  return { at: tuple.end, row: tupleRow(tuple.values, walk.reading.readers, walk.reading) }
}

function skip(walk: Walk, from: number): Step | null {
  if (from >= walk.text.length) return null
  const end = walk.scanner.feed(walk.text, from)
  if (end === -1) return { at: walk.text.length }
  walk.next = 'head'
  return { at: end }
}
