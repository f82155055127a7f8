import type { JobRow, MessageCount } from '../../queue/index.ts'

/** A message for programs: what is JSON as values, and what is not there left out. */
export function facts(row: JobRow): { [name: string]: unknown } {
  const { payload, origin, progress, result, lease: _lease, cancelling, ...rest } = row
  const values = {
    ...rest,
    cancelling: cancelling === 1,
    payload: parse(payload),
    origin: parse(origin),
    progress: parse(progress),
    result: parse(result),
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function parse(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}

/** One line for each message. */
export function listLines(rows: readonly JobRow[]): string[] {
  if (rows.length === 0) return ['Nothing is there']
  const table = rows.map((row) => [
    row.id,
    row.status,
    `${row.kind} ${row.name}`,
    `${row.attempts}/${row.maxAttempts}`,
    row.status === 'delayed' ? `next at ${row.runAt}` : row.createdAt,
    row.error?.split('\n', 1)[0]?.slice(0, 80) ?? '',
  ])
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...table.map((cells) => (cells[column] as string).length)),
  )
  return table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** How many there are of what. */
export function countLines(counts: readonly MessageCount[]): string[] {
  if (counts.length === 0) return []
  const words = counts.map(({ kind, status, count }) => `${count} ${kind} ${status}`)
  return ['', words.join(', ')]
}

/** Everything that is known of a message. */
export function detailLines(row: JobRow): string[] {
  return Object.entries(facts(row)).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    return `${`${name}:`.padEnd(13)} ${text}`
  })
}
