import { badQuery } from '../refusal.ts'

/** A word, or words that must stand next to each other. */
export interface SearchTerm {
  readonly words: readonly string[]
  /** The last word may go on. */
  readonly isPrefix: boolean
}

const maxLength = 200
const maxWords = 8

/**
 * Reads what somebody typed into a search box: words, all of which must occur, and phrases in double quotes. The last
 * word matches by its beginning unless it is quoted. Nothing in the text is an operator; words are cut as the index
 * cuts them, without accents and in lower case. Text without a word, or too much of it, is refused with 400.
 */
export function parseSearch(text: string): SearchTerm[] {
  if (text.length > maxLength) {
    throw badQuery('q', `A search may have at most ${maxLength} characters`)
  }
  const pieces = text.split('"')
  const terms = pieces.flatMap((piece, index) => {
    const isQuoted = index % 2 === 1
    const chunks = isQuoted ? [piece] : piece.split(/\s+/)
    return chunks.map((chunk) => ({ words: wordsIn(chunk), isQuoted }))
  })
  const found = terms.filter(({ words }) => words.length > 0)
  const count = found.reduce((sum, { words }) => sum + words.length, 0)
  if (count === 0) throw badQuery('q', 'A search needs a word of letters or digits')
  if (count > maxWords) throw badQuery('q', `A search may have at most ${maxWords} words`)
  const parsed = found.map(({ words, isQuoted }, index) => ({
    words,
    isPrefix:
      index === found.length - 1 && !isQuoted && !/[^\p{L}\p{N}\p{M}"]$/u.test(text.trimEnd()),
  }))
  return withoutRepeats(parsed)
}

/** A word that is asked for twice costs twice and finds nothing else. */
function withoutRepeats(terms: readonly SearchTerm[]): SearchTerm[] {
  const byText = new Map(terms.map((term) => [JSON.stringify(term), term]))
  return [...byText.values()]
}

function wordsIn(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
