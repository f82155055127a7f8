import { readCopyLine } from './copy-line.ts'
import type { PlacedRow, SegmentReading } from './segment-rows.ts'

/** The rows of a COPY block, from a place on. */
export async function* readCopied(reading: SegmentReading): AsyncGenerator<PlacedRow[]> {
  const { source, segment, from, readers, decode } = reading
  let rest = ''
  for await (const chunk of source.read(from)) {
    const text = rest + chunk.text
    const base = chunk.offset - rest.length
    const rows: PlacedRow[] = []
    let at = 0
    while (base + at < segment.end) {
      const line = text.indexOf('\n', at)
      if (line === -1) break
      const end = text.charCodeAt(line - 1) === 13 && line > at ? line - 1 : line
      rows.push({
        row: readCopyLine(text.slice(at, end), readers, decode),
        end: base + line + 1,
      })
      at = line + 1
    }
    rest = text.slice(at)
    if (rows.length > 0) yield rows
    if (base + at >= segment.end) return
  }
}
