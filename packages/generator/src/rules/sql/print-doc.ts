import type { Block, Doc } from './doc.ts'

/** Text with places for values: one more string than there are holes. */
export interface TextWithHoles {
  strings: string[]
  holes: string[]
}

const maxWidth = 96

/** The dollar and the braces around a hole. */
const holeMarks = 3

/** Lays a piece of SQL out, breaking what does not fit on a line; further lines are indented by `indent` spaces. */
export function printDoc(doc: Doc, indent: number): TextWithHoles {
  const result: TextWithHoles = { strings: [''], holes: [] }
  const state = { result, column: indent }
  write(doc, indent, state)
  return result
}

interface State {
  result: TextWithHoles
  column: number
}

function write(doc: Doc, indent: number, state: State): void {
  if (typeof doc === 'string') {
    const last = state.result.strings.length - 1
    state.result.strings[last] += doc
    state.column += doc.length
  } else if ('hole' in doc) {
    state.result.holes.push(doc.hole)
    state.result.strings.push('')
    state.column += doc.hole.length + holeMarks
  } else if ('lines' in doc) writeBlock(doc, indent, state)
  else for (const part of doc) write(part, indent, state)
}

function writeBlock(block: Block, indent: number, state: State): void {
  const isFlat = state.column + flatWidth(block) <= maxWidth
  write(block.open, indent, state)
  for (const [index, line] of block.lines.entries()) {
    if (!isFlat) newLine(indent + 2, state)
    else if (index > 0 || block.close === '') write(' ', indent, state)
    write(line, indent + 2, state)
  }
  if (!isFlat && block.close !== '') newLine(indent, state)
  write(block.close, indent, state)
}

function newLine(indent: number, state: State): void {
  write(`\n${' '.repeat(indent)}`, indent, state)
  state.column = indent
}

function flatWidth(doc: Doc): number {
  if (typeof doc === 'string') return doc.length
  if ('hole' in doc) return doc.hole.length + holeMarks
  if (!('lines' in doc)) return doc.reduce<number>((sum, part) => sum + flatWidth(part), 0)
  const lines = doc.lines.reduce<number>((sum, line) => sum + flatWidth(line) + 1, 0)
  return flatWidth(doc.open) + lines + doc.close.length
}
