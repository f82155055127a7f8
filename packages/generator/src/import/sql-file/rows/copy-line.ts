import type { SourceRow } from '../../source/index.ts'
import type { Decode } from './decode.ts'
import type { ColumnReader } from './read-value.ts'

/** One line of a COPY block in text form (postgresql.org/docs/current/sql-copy.html, "Text Format") as a row. */
export function readCopyLine(
  line: string,
  readers: readonly (ColumnReader | null)[],
  decode: Decode,
): SourceRow {
  const row: SourceRow = Object.create(null)
  const parts = line.split('\t')
  for (let at = 0; at < readers.length; at += 1) {
    const reader = readers[at]
    const part = parts[at]
    if (reader === null || reader === undefined || part === undefined) continue
    if (part === '\\N') row[reader.name] = null
    else {
      const text = part.includes('\\') ? unescapeCopied(part) : part
      row[reader.name] = reader.printed(decode(text))
    }
  }
  return row
}

const letters: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function unescapeCopied(text: string): string {
  return text.replaceAll(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (_, octal, hex, one) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      return letters[one] ?? one
    },
  )
}
