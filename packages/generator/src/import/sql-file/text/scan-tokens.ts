const quote = 39
const doubleQuote = 34

/** The place behind the token at `at`: a quoted text or name, a comment, a word, or one character. */
export function skipToken(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === quote) return behindQuote(text, at, isEscapeText(text, at))
  if (code === doubleQuote) return behind(text, '"', at + 1)
  if (text.startsWith('--', at)) return behind(text, '\n', at)
  if (text.startsWith('/*', at)) return behind(text, '*/', at + 2)
  if (code === 36) {
    const tag = /^\$(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*)?\$/.exec(text.slice(at, at + 70))?.[0]
    if (tag !== undefined) return behind(text, tag, at + tag.length)
  }
  wordPattern.lastIndex = at
  return wordPattern.test(text) ? wordPattern.lastIndex : at + 1
}

const wordPattern = /[\w$\x80-\xff]+/y

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  return found === -1 ? text.length : found + end.length
}

/** True for the quote of `E'...'`. */
export function isEscapeText(text: string, at: number): boolean {
  return /(?:^|[^\w\x80-\xff])e$/i.test(text.slice(Math.max(0, at - 2), at))
}

/** The place behind a quoted text, whose quote stands at `at`. */
export function behindQuote(text: string, at: number, isEscape: boolean): number {
  let next = at + 1
  for (;;) {
    const end = text.indexOf("'", next)
    if (end === -1) return text.length
    if (isEscape && backslashesBefore(text, end, next) % 2 === 1) next = end + 1
    else if (text.charCodeAt(end + 1) === quote) next = end + 2
    else return end + 1
  }
}

function backslashesBefore(text: string, at: number, from: number): number {
  let count = 0
  while (at - count - 1 >= from && text.charCodeAt(at - count - 1) === 92) count += 1
  return count
}

/** The place behind the bracket that closes the one at `open`; the end of the text where none does. */
export function balancedEnd(text: string, open: number): number {
  let depth = 0
  let at = open
  while (at < text.length) {
    const character = text[at]
    if (character === '(' || character === '[') depth += 1
    if (character === ')' || character === ']') depth -= 1
    at = skipToken(text, at)
    if (depth === 0) return at
  }
  return at
}

/** The place behind a word outside of quotes and comments, from `from` on; -1 where it does not stand. */
export function afterWord(text: string, word: string, from: number): number {
  let at = from
  while (at < text.length) {
    const next = skipToken(text, at)
    if (next - at === word.length && text.slice(at, next).toLowerCase() === word) return next
    at = next
  }
  return -1
}
