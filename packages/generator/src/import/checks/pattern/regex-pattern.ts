import { readSet } from './character-set.ts'
import { anyCharacter, eitherCase, plainCharacter } from './plain-character.ts'

/** How letters compare. */
export interface RegexOptions {
  ignoreCase: boolean
}

/**
 * A regular expression of PostgreSQL (its "advanced" ones) in JavaScript's form with the u flag, `null` where it has
 * something whose meaning differs: options, back references, word boundaries, collating elements.
 */
export function patternOfRegex(regex: string, options: RegexOptions): string | null {
  if (/^\*\*\*|^\(\?[a-z]+\)/.test(regex)) return null
  let pattern = ''
  let rest = regex
  while (rest !== '') {
    const piece = readPiece(rest, options)
    if (piece === null) return null
    pattern += piece.pattern
    rest = rest.slice(piece.length)
  }
  return isPattern(pattern) ? pattern : null
}

interface Piece {
  pattern: string
  /** Characters of the regular expression that it stands for. */
  length: number
}

function readPiece(rest: string, options: RegexOptions): Piece | null {
  const kept = /^(?:\(\?[:=!]|\(|\)|\||\^|\$|[*+?]\??|\{\d+(?:,\d*)?\}\??)/.exec(rest)?.[0]
  if (kept !== undefined) {
    const isUnknownGroup = kept === '(' && rest.startsWith('(?')
    return isUnknownGroup ? null : { pattern: kept, length: kept.length }
  }
  if (rest.startsWith('.')) return { pattern: anyCharacter, length: 1 }
  if (rest.startsWith('[')) return readSet(rest, options)
  if (rest.startsWith('\\')) return readEscape(rest, options)
  const [character = ''] = rest
  return single(character, character.length, options)
}

function single(character: string, length: number, { ignoreCase }: RegexOptions): Piece | null {
  const pattern = ignoreCase ? eitherCase(character) : plainCharacter(character)
  return pattern === null ? null : { pattern, length }
}

/** Classes that a letter behind a backslash stands for; letters of all languages are letters. */
const classes: Readonly<Record<string, string>> = {
  d: '\\d',
  D: '\\D',
  s: '\\s',
  S: '\\S',
  w: '[\\p{L}\\p{N}_]',
  W: '[^\\p{L}\\p{N}_]',
  A: '^',
  Z: '$',
  n: '\\n',
  r: '\\r',
  t: '\\t',
}

function readEscape(rest: string, options: RegexOptions): Piece | null {
  const [character = ''] = rest.slice(1)
  const known = classes[character]
  if (known !== undefined) return { pattern: known, length: 2 }
  if (character === '' || /[a-z0-9]/i.test(character)) return null
  return single(character, 1 + character.length, options)
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}
