import { ImportError } from '../../source/index.ts'
import type { Chunk } from './read-chunks.ts'
import { createScanner, type Scanner } from './statement-scanner.ts'

/** A part of an SQL file. */
export type Piece =
  | {
      kind: 'statement'
      /** Its bytes as characters; only its beginning where it is a long INSERT. */
      text: string
      /** Bytes of the file before it, and until behind it. */
      start: number
      end: number
      /** The line it begins in, from 1. */
      line: number
      /** Brackets outside of others: of an INSERT about as many as rows. */
      groups: number
    }
  /** The lines behind a `copy ... from stdin`. */
  | { kind: 'copied'; start: number; end: number; lines: number }

const headCharacters = 65_536
const maxCharacters = 64 << 20

interface Splitter {
  dialect: 'postgres' | 'sqlite'
  scanner: Scanner
  /** The statement so far. */
  parts: string[]
  characters: number
  start: number
  line: number
  /** Lines until here. */
  lines: number
  copied: { start: number; lines: number } | null
}

/** Splits a file into statements and blocks of rows; of long INSERTs only the beginning is kept. */
export async function* splitStatements(
  chunks: AsyncIterable<Chunk>,
  dialect: 'postgres' | 'sqlite' = 'postgres',
): AsyncGenerator<Piece[]> {
  const splitter: Splitter = {
    dialect,
    scanner: createScanner(dialect),
    parts: [],
    characters: 0,
    start: 0,
    line: 1,
    lines: 1,
    copied: null,
  }
  let end = 0
  for await (const chunk of chunks) {
    yield [...splitChunk(splitter, chunk)]
    end = chunk.offset + chunk.text.length
  }
  if (splitter.copied !== null) yield [{ kind: 'copied', end, ...splitter.copied }]
  if (splitter.scanner.hasBegun()) yield [pieceOf(splitter, end)]
}

function* splitChunk(splitter: Splitter, { text, offset }: Chunk): Generator<Piece> {
  let at = 0
  if (splitter.characters === 0) splitter.start = offset
  while (at < text.length) {
    if (splitter.copied !== null) {
      const end = copiedEnd(splitter, splitter.copied, text, at)
      if (end.isDone) {
        yield { kind: 'copied', end: offset + end.at, ...splitter.copied }
        splitter.copied = null
        splitter.start = offset + end.next
      }
      at = end.next
      continue
    }
    const end = splitter.scanner.feed(text, at)
    keep(splitter, text.slice(at, end === -1 ? text.length : end))
    at = end === -1 ? text.length : end
    if (end === -1 || isInsideBody(splitter)) continue
    const piece = pieceOf(splitter, offset + end)
    restart(splitter, offset + end)
    yield piece
    if (piece.kind === 'statement') at = followStatement(splitter, piece.text, { text, at, offset })
  }
}

function restart(splitter: Splitter, start: number): void {
  splitter.scanner.reset()
  Object.assign(splitter, { parts: [], characters: 0, start, line: splitter.lines })
}

function keep(splitter: Splitter, text: string): void {
  if (splitter.characters === 0) splitter.line = splitter.lines
  splitter.lines += countLines(text)
  const isRead = splitter.dialect === 'postgres'
  const isInsert =
    isRead && splitter.characters > headCharacters && insertHead.test(splitter.parts[0] ?? '')
  splitter.characters += text.length
  if (isInsert) return
  const [first = ''] = splitter.parts
  // what stands in front of a word may be in another chunk than the word
  if (splitter.parts.length === 1 && first.length < headCharacters) splitter.parts[0] = first + text
  else splitter.parts.push(text)
  if (
    splitter.characters > maxCharacters &&
    !(isRead && insertHead.test(splitter.parts[0] ?? ''))
  ) {
    throw new ImportError(
      `The statement in line ${splitter.line} has more than ${maxCharacters >> 20} MB`,
      'Is a quote or a bracket of it never closed?',
    )
  }
}

/** An INSERT behind blanks and comments. */
const insertHead = /^(?:\s|--[^\n]*\n|\\[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*insert\b/i

/** Counts line breaks. */
function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function pieceOf(splitter: Splitter, end: number): Piece {
  const all = splitter.parts.length === 1 ? (splitter.parts[0] ?? '') : splitter.parts.join('')
  const before = leadingNoise.exec(all)?.[0] ?? ''
  const isLong =
    splitter.dialect === 'postgres' && all.length > headCharacters && insertHead.test(all)
  return {
    kind: 'statement',
    text: all.slice(before.length, isLong ? headCharacters : undefined),
    start: splitter.start + before.length,
    end,
    line: splitter.line + countLines(before),
    groups: splitter.scanner.groups(),
  }
}

/** Blanks, comments, a mark of UTF-8, and `\\connect` and the like, which only psql knows. */
const leadingNoise = /^(?:\s|\xef\xbb\xbf|--[^\n]*(?:\n|$)|[\\.][^\n]*(?:\n|$))+/

const copyHead = /^copy\b[\s\S]*\bfrom\s+stdin\b/i
const backslashHead = /^set\s+standard_conforming_strings\s*(?:=|to)\s*'?(off|on)/i

function followStatement(
  splitter: Splitter,
  statement: string,
  { text, at, offset }: Chunk & { at: number },
): number {
  const strings = backslashHead.exec(statement)?.[1]
  if (strings !== undefined) splitter.scanner.setBackslashes(strings.toLowerCase() === 'off')
  if (splitter.dialect === 'sqlite' || !copyHead.test(statement)) return at
  const line = text.indexOf('\n', at)
  const next = line === -1 ? text.length : line + 1
  splitter.lines += 1
  splitter.copied = { start: offset + next, lines: 0 }
  return next
}

interface CopiedEnd {
  isDone: boolean
  /** Where the rows end. */
  at: number
  next: number
}

function copiedEnd(
  splitter: Splitter,
  copied: { start: number; lines: number },
  text: string,
  from: number,
): CopiedEnd {
  let at = from
  while (at < text.length) {
    const line = text.indexOf('\n', at)
    const next = line === -1 ? text.length : line + 1
    splitter.lines += 1
    if (text.charCodeAt(at) === 92 && text.charCodeAt(at + 1) === 46) {
      return { isDone: true, at, next }
    }
    copied.lines += 1
    at = next
  }
  return { isDone: false, at, next: at }
}

const functionHead = /^(?:\s|--[^\n]*\n)*create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i

/** True inside a body that is written in SQL itself: `begin atomic ...; ...; end`. */
function isInsideBody({ parts, dialect }: Splitter): boolean {
  if (dialect === 'sqlite') {
    const isTrigger = /^(?:\s|--[^\n]*\n)*create\s+(?:temp\w*\s+)?trigger\b/i.test(parts[0] ?? '')
    return isTrigger && !/\bend\s*;\s*$/i.test(parts.join(''))
  }
  if (!functionHead.test(parts[0] ?? '')) return false
  const text = parts.join('')
  if (!/\bbegin\s+atomic\b/i.test(text)) return false
  const words = text.replaceAll(/'(?:[^']|'')*'|--[^\n]*/g, ' ').match(/\b(?:begin|case|end)\b/gi)
  const open = (words ?? []).reduce((count, word) => count + (/^end$/i.test(word) ? -1 : 1), 0)
  return open > 0
}
