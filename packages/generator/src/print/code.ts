import type { Name } from './name.ts'

/** A piece of text to be printed: names in it import themselves, lines in it take the indentation they stand at. */
export interface Code {
  readonly kind: 'code'
  readonly strings: readonly string[]
  readonly parts: readonly Part[]
}

/** The first form where it fits on the line, else the second. */
export interface Fitted {
  readonly kind: 'fitted'
  readonly short: Part
  readonly long: Part
}

/** What may stand in a hole. An array is one part a line; an absent part alone on its line takes the line away. */
export type Part =
  | string
  | number
  | Code
  | Fitted
  | Name
  | readonly Part[]
  | false
  | null
  | undefined

/** Template for printed text: its own indentation is removed, the first and last line break are dropped. */
export function code(strings: TemplateStringsArray, ...parts: Part[]): Code {
  return { kind: 'code', strings: dedented(strings), parts }
}

/** Prints `short` when it is one line that ends before the width, `long` otherwise. */
export function fitted(short: Part, long: Part): Fitted {
  return { kind: 'fitted', short, long }
}

/** The parts one after another on one line. */
export function joined(parts: readonly Part[], separator: string): Code {
  const strings = parts.length === 0 ? [''] : ['', ...parts.slice(1).map(() => separator), '']
  return { kind: 'code', strings, parts }
}

/** The parts with an empty line between them; absent ones are left out. */
export function paragraphs(parts: readonly Part[]): Code {
  return joined(parts.filter(isPresent), '\n\n')
}

/** False for the parts that print nothing. */
export function isPresent(part: Part): boolean {
  if (part === false || part === null || part === undefined || part === '') return false
  return !(Array.isArray(part) && part.length === 0)
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>()

function dedented(strings: TemplateStringsArray): readonly string[] {
  const before = known.get(strings)
  if (before) return before
  const depths = strings.flatMap((text, index) =>
    text
      .split('\n')
      .slice(1)
      .filter(
        (line, at, lines) =>
          line.trim() !== '' || (at === lines.length - 1 && index < strings.length - 1),
      )
      .map((line) => line.length - line.trimStart().length),
  )
  const depth = depths.length > 0 ? Math.min(...depths) : 0
  const result = strings.map((text) =>
    text
      .split('\n')
      .map((line, index) => (index === 0 ? line : line.slice(depth)))
      .join('\n'),
  )
  result[0] = (result[0] ?? '').replace(/^[ \t]*\n/, '')
  const last = result.length - 1
  result[last] = (result[last] ?? '').replace(/\n[ \t]*$/, '')
  known.set(strings, result)
  return result
}
