import { balancedEnd, skipToken } from '../text/index.ts'

/** A value between the brackets of VALUES; texts without their quotes, anything else as it is written. */
export type TupleValue =
  | { kind: 'text'; text: string }
  | { kind: 'word'; text: string }
  | { kind: 'expression'; text: string }

/** A row, and the place behind its bracket. */
export interface Tuple {
  values: TupleValue[]
  end: number
}

const blank = /(?:\s|--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y
const word = /[+-]?[\w.]+/y
const cast =
  /\s*::\s*(?:"[^"]*"|[\w.]+)(?:\s*\([\d,\s]*\))?(?:\s*(?:varying|precision|with(?:out)?\s+time\s+zone))?(?:\[\])?/y

/** The place behind blanks and comments. */
export function skipBlanks(text: string, at: number): number {
  blank.lastIndex = at
  blank.test(text)
  return blank.lastIndex
}

/** Reads the row whose bracket opens at `open`; `null` where the text ends before the row does. */
export function readTuple(text: string, open: number, backslashes: boolean): Tuple | null {
  const values: TupleValue[] = []
  let at = open + 1
  for (;;) {
    at = skipBlanks(text, at)
    const value = readValue(text, at, backslashes)
    if (value === null) return null
    values.push(value.value)
    at = skipBlanks(text, value.end)
    const sign = text[at]
    if (sign === undefined) return null
    if (sign === ')') return { values, end: at + 1 }
    at += 1
  }
}

interface ReadPart {
  value: TupleValue
  end: number
}

function readValue(text: string, at: number, backslashes: boolean): ReadPart | null {
  const sign = text.charCodeAt(at)
  const isPrefixed = text.charCodeAt(at + 1) === 39
  const isEscape = isPrefixed && (sign === 69 || sign === 101)
  // N'...' is a text like any other
  const isNational = isPrefixed && (sign === 78 || sign === 110)
  if (sign === 39 || isEscape || isNational) {
    const open = sign === 39 ? at : at + 1
    const read = readQuoted(text, open, isEscape || backslashes)
    if (read === null) return null
    const end = behindCasts(text, read.end)
    const next = text[skipBlanks(text, end)]
    if (next === ',' || next === ')') return { value: read.value, end }
    return next === undefined ? null : readExpression(text, at)
  }
  word.lastIndex = at
  if (word.test(text)) {
    const written = text.slice(at, word.lastIndex)
    const end = behindCasts(text, word.lastIndex)
    const next = text[skipBlanks(text, end)]
    if (next === ',' || next === ')') return { value: { kind: 'word', text: written }, end }
    if (next === undefined) return null
  }
  return readExpression(text, at)
}

function behindCasts(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 58 || text.charCodeAt(at) === 32) {
    cast.lastIndex = at
    if (!cast.test(text)) break
    at = cast.lastIndex
  }
  return at
}

function readQuoted(text: string, open: number, isEscape: boolean): ReadPart | null {
  let at = open + 1
  let hasDouble = false
  for (;;) {
    const end = text.indexOf("'", at)
    if (end === -1) return null
    if (isEscape && isEscaped(text, end, open + 1)) {
      at = end + 1
    } else if (text.charCodeAt(end + 1) === 39) {
      hasDouble = true
      at = end + 2
    } else {
      // a quote at the very end may be the first of two
      if (end + 1 === text.length) return null
      const inner = text.slice(open + 1, end)
      const plain = hasDouble ? inner.replaceAll("''", "'") : inner
      const value = isEscape ? unescapeText(plain) : plain
      return { value: { kind: 'text', text: value }, end: end + 1 }
    }
  }
}

function isEscaped(text: string, at: number, from: number): boolean {
  let count = 0
  while (at - count - 1 >= from && text.charCodeAt(at - count - 1) === 92) count += 1
  return count % 2 === 1
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** `E'...'` (postgresql.org/docs/current/sql-syntax-lexical.html, "String Constants with C-Style Escapes"). */
function unescapeText(text: string): string {
  return text.replaceAll(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (_, octal, hex, short, long, one) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      const point = short ?? long
      if (point === undefined) return letters[one] ?? one
      return Buffer.from(String.fromCodePoint(Number.parseInt(point, 16)), 'utf8').toString(
        'latin1',
      )
    },
  )
}

/** Anything else until the comma or bracket that ends it. */
function readExpression(text: string, from: number): ReadPart | null {
  let at = from
  while (at < text.length) {
    const sign = text[at]
    if (sign === ',' || sign === ')') {
      return { value: { kind: 'expression', text: text.slice(from, at).trim() }, end: at }
    }
    at = sign === '(' || sign === '[' ? balancedEnd(text, at) : skipToken(text, at)
  }
  return null
}
