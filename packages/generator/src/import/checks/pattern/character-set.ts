import { classCharacter } from './plain-character.ts'

/** Named classes between square brackets. */
const named: Readonly<Record<string, string>> = {
  '[:alpha:]': '\\p{L}',
  '[:digit:]': '0-9',
  '[:alnum:]': '\\p{L}\\p{N}',
  '[:upper:]': '\\p{Lu}',
  '[:lower:]': '\\p{Ll}',
  '[:space:]': '\\s',
  '[:xdigit:]': '0-9A-Fa-f',
}

const escaped: Readonly<Record<string, string>> = {
  d: '\\d',
  s: '\\s',
  w: '\\p{L}\\p{N}_',
  n: '\\n',
  r: '\\r',
  t: '\\t',
}

/** What a set of characters came out as. */
export interface SetPiece {
  pattern: string
  length: number
}

/** `[a-z_]` of a regular expression of PostgreSQL, from its first bracket on; `null` where it has no safe form. */
export function readSet(text: string, { ignoreCase }: { ignoreCase: boolean }): SetPiece | null {
  const head = text.startsWith('[^') ? '[^' : '['
  let at = head.length
  let inner = ''
  while (at < text.length) {
    if (text[at] === ']' && at > head.length) {
      return { pattern: `${head}${inner}]`, length: at + 1 }
    }
    const item = readItem(text.slice(at), ignoreCase)
    if (item === null) return null
    inner += item.pattern
    at += item.length
  }
  return null
}

function readItem(rest: string, ignoreCase: boolean): SetPiece | null {
  const name = /^\[:\w+:\]/.exec(rest)?.[0]
  if (name !== undefined) {
    const pattern = ignoreCase && /upper|lower/.test(name) ? undefined : named[name]
    return pattern === undefined ? null : { pattern, length: name.length }
  }
  if (/^\[[.=]/.test(rest)) return null
  const letter = /^\\([a-z])/i.exec(rest)?.[1]
  if (letter !== undefined) {
    const pattern = escaped[letter]
    return pattern === undefined ? null : { pattern, length: 2 }
  }
  const [, from, to] = /^(\\?.)-(\\?[^\]])/su.exec(rest) ?? []
  if (from !== undefined && to !== undefined) return readRange(from, to, ignoreCase)
  const [, one = ''] = /^(\\?.)/su.exec(rest) ?? []
  const character = one.length > 1 && one.startsWith('\\') ? one.slice(1) : one
  const pattern = ignoreCase ? bothCases(character) : classCharacter(character)
  return pattern === null || character === '\\' ? null : { pattern, length: one.length }
}

function readRange(from: string, to: string, ignoreCase: boolean): SetPiece | null {
  const [low, high] = [withoutEscape(from), withoutEscape(to)]
  if (low === null || high === null || low > high || low === '[' || high === '[') return null
  const pattern = `${classCharacter(low)}-${classCharacter(high)}`
  const length = from.length + 1 + to.length
  if (!ignoreCase || /^\d-\d$/.test(pattern)) return { pattern, length }
  if (!/^(?:[a-z]-[a-z]|[A-Z]-[A-Z])$/.test(pattern)) return null
  return { pattern: `${pattern.toLowerCase()}${pattern.toUpperCase()}`, length }
}

function withoutEscape(text: string): string | null {
  if (!text.startsWith('\\')) return text
  const character = text.slice(1)
  return character === '' || /[a-z0-9]/i.test(character) ? null : character
}

function bothCases(character: string): string | null {
  if (/[a-z]/i.test(character)) return `${character.toLowerCase()}${character.toUpperCase()}`
  return character.charCodeAt(0) < 128 ? classCharacter(character) : null
}
