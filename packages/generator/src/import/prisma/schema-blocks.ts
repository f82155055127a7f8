/** A file of a schema. */
export interface PrismaFile {
  /** As it is shown in messages. */
  name: string
  text: string
}

/** A block of a schema: `model User { ... }`. */
export interface SchemaBlock {
  keyword: string
  name: string
  head: BlockLine
  /** The lines between the braces. */
  body: BlockLine[]
  /** The closing brace; `null` where the file ends before. */
  foot: BlockLine | null
}

export interface BlockLine {
  text: string
  /** Place of its first character in the file. */
  start: number
}

const opening = /^\s*(model|view|type|enum|datasource|generator)\s+(\w+)\s*\{/

/** The blocks of a file. Its grammar is left to Prisma's parser, which wants a line for each field and brace. */
export function readBlocks(text: string): SchemaBlock[] {
  const blocks: SchemaBlock[] = []
  let current: SchemaBlock | null = null
  let start = 0
  for (const line of text.split('\n')) {
    const [, keyword, name] = opening.exec(line) ?? []
    if (current === null && keyword !== undefined && name !== undefined) {
      current = { keyword, name, head: { text: line, start }, body: [], foot: null }
    } else if (current !== null && /^\s*\}/.test(line)) {
      blocks.push({ ...current, foot: { text: line, start } })
      current = null
    } else if (current !== null) {
      current.body.push({ text: line, start })
    }
    start += line.length + 1
  }
  return blocks
}

/** The line that a character is on, counted from 1. */
export function lineAt(text: string, start: number): { number: number; line: string } {
  const before = text.slice(0, start).split('\n')
  return { number: before.length, line: text.split('\n')[before.length - 1] ?? '' }
}
