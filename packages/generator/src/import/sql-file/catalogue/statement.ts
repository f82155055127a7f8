import type { Node } from 'libpg-query'

/** One statement that was parsed. */
export interface Statement {
  node: Node
  /** Its bytes in UTF-8, each as one character: what places in the tree count. */
  raw: string
  /** Where it stands, for sentences: `shop.sql:12`. */
  place: string
}

/** A stretch of the bytes of a statement as text, on one line and without comments. */
export function textOf(raw: string): string {
  const text = raw.replaceAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\s+/g,
    (part) => (part.startsWith("'") || part.startsWith('"') ? part : ' '),
  )
  return Buffer.from(text.trim(), 'latin1').toString('utf8')
}
