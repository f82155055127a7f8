import { afterWord, balancedEnd, skipToken } from '../text/index.ts'
import { textOf } from './statement.ts'

/** The expression in the first brackets behind a word, from a place in the statement on. */
export function bracketText(raw: string, word: string, from: number): string {
  const behind = afterWord(raw, word, from)
  const open = raw.indexOf('(', behind)
  if (behind === -1 || open === -1) return ''
  return textOf(raw.slice(open + 1, balancedEnd(raw, open) - 1))
}

/** The text from a place on until a comma, a bracket or the end that is not inside of its own brackets, or `limit`. */
export function plainText(raw: string, from: number, limit: number = raw.length): string {
  let at = from
  while (at < limit && at < raw.length) {
    const character = raw[at]
    if (character === ',' || character === ')' || character === ';') break
    at = character === '(' || character === '[' ? balancedEnd(raw, at) : skipToken(raw, at)
  }
  return textOf(raw.slice(from, Math.min(at, limit)))
}

/** The parts between commas of the brackets that open at `open`. */
export function listTexts(raw: string, open: number): string[] {
  const end = balancedEnd(raw, open) - 1
  const texts: string[] = []
  let at = open + 1
  let start = at
  while (at < end) {
    if (raw[at] === ',') {
      texts.push(textOf(raw.slice(start, at)))
      start = at + 1
    }
    at = raw[at] === '(' || raw[at] === '[' ? balancedEnd(raw, at) : skipToken(raw, at)
  }
  return [...texts, textOf(raw.slice(start, end))]
}

/** The first place that anything of a tree stands at; -1 without one. */
export function firstPlace(node: unknown): number {
  if (typeof node !== 'object' || node === null) return -1
  let first = -1
  for (const [key, value] of Object.entries(node)) {
    const place = key === 'location' && typeof value === 'number' ? value : firstPlace(value)
    if (place !== -1 && (first === -1 || place < first)) first = place
  }
  return first
}
