/** A piece of SQL that is laid out when it is printed. */
export type Doc = string | Hole | Block | readonly Doc[]

/** A place for a value, as the source text that gives it. */
export interface Hole {
  readonly hole: string
}

/** Lines that stand on one when they fit: `open` in front of all, `close` behind. */
export interface Block {
  readonly open: Doc
  readonly lines: readonly Doc[]
  readonly close: string
}

/** A place for a value. */
export function hole(source: string): Hole {
  return { hole: source }
}

/** Lines between brackets. */
export function brackets(open: string, lines: readonly Doc[]): Block {
  return { open: `${open}(`, lines, close: ')' }
}

/** A first line, and lines that hang below it where they do not fit beside it. */
export function hanging(first: Doc, rest: readonly Doc[]): Doc {
  return rest.length === 0 ? first : { open: first, lines: rest, close: '' }
}

/** `a and b and c` without brackets, one condition a line where they do not fit on one. */
export function chain(word: string, parts: readonly Doc[]): readonly Doc[] {
  return parts.map((part, index) => (index === 0 ? part : [`${word} `, part]))
}
