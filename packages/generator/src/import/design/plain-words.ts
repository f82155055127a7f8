import { capitalise, pluralise, singularise, splitWords } from '@cambium/model/names'

/** Letters that are no letter of A to Z with a mark. */
const letters: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['Æ', 'Ae'],
  ['œ', 'oe'],
  ['Œ', 'Oe'],
  ['ø', 'o'],
  ['Ø', 'O'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['þ', 'th'],
  ['ı', 'i'],
])

/** The lower-case words of a foreign name, in letters that code can carry: `Größe (cm)` gives `grosse`, `cm`. */
export function plainWords(name: string): string[] {
  const plain = [...name.normalize('NFKD')].map((letter) => letters.get(letter) ?? letter).join('')
  return splitWords(plain.replace(/\p{M}|['’]/gu, '').replace(/[^A-Za-z0-9]+/g, '_'))
}

/** `['due', 'at']` gives `dueAt`. */
export function camelOf(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? word : capitalise(word))).join('')
}

/** `['due', 'at']` gives `DueAt`. */
export function pascalOf(words: readonly string[]): string {
  return words.map(capitalise).join('')
}

/** Why a name cannot stay as it is, by its letters alone; `null` when nothing of it is lost. */
export function letterReason(name: string): string | null {
  if (!/[A-Za-z0-9]/.test(name)) return 'a name has a letter from A to Z'
  if (/^[^A-Za-z]*\d/.test(name)) return 'a name begins with a letter'
  return /^[A-Za-z0-9_]+$/.test(name) ? null : 'only letters from A to Z, digits and _'
}

/** The words with the last one as of one thing. */
export function singularWords(words: readonly string[]): string[] {
  return words.map((word, at) => (at === words.length - 1 ? singularise(word) : word))
}

/** The words with the last one as of many things. */
export function pluralWords(words: readonly string[]): string[] {
  return words.map((word, at) => (at === words.length - 1 ? pluralise(singularise(word)) : word))
}
