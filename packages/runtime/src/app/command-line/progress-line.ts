import type { MigrationProgress } from '../../migrate/index.ts'

/** Where progress is shown: a terminal, or a stream that is kept. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Shows how far a migration is, while it takes its time. */
export interface ProgressLine {
  show(progress: MigrationProgress): void
  /** Takes the line away, for something else to be said. */
  clear(): void
  end(): void
}

const terminalEveryMs = 100
const lineEveryMs = 5_000
const tickMs = 1_000

/** One line that is written over on a terminal; elsewhere a line every five seconds. */
export function createProgressLine(
  output: ProgressOutput,
  now: () => number = Date.now,
): ProgressLine {
  const everyMs = output.isTTY ? terminalEveryMs : lineEveryMs
  let current: MigrationProgress | undefined
  let startedAt = now()
  let writtenAt = startedAt
  let isShown = false

  function write(): void {
    if (current === undefined || now() - writtenAt < everyMs) return
    writtenAt = now()
    const seconds = Math.round((writtenAt - startedAt) / 1_000)
    writeLine(output, progressWords(current, seconds))
    isShown = true
  }

  function clear(): void {
    if (isShown) wipeLine(output)
    isShown = false
  }

  // A statement that takes minutes says nothing meanwhile.
  const timer = setInterval(write, tickMs)
  timer.unref()
  return {
    show(progress) {
      const isNext = progress.migration !== current?.migration || progress.part !== current.part
      if (isNext) startedAt = now()
      current = progress
      write()
    },
    clear,
    end() {
      clearInterval(timer)
      clear()
      current = undefined
    },
  }
}

/** `20261120T091000_totals: part 2 of 4, work out totals: 1,250,000 of 2,800,000 rows, 44 % (31 s)` */
export function progressWords(
  { migration, part, parts, title, done, total, unit }: MigrationProgress,
  seconds: number,
): string {
  const place = parts > 1 ? `: part ${part} of ${parts}` : ''
  const called = title === null ? '' : `${place === '' ? ':' : ','} ${title}`
  return `${migration}${place}${called}: ${amount({ done, total, unit })} (${seconds} s)`
}

function amount({ done, total, unit }: Pick<MigrationProgress, 'done' | 'total' | 'unit'>): string {
  const count = (value: number): string => value.toLocaleString('en-US')
  if (unit === 'statements') return `statement ${count(done + 1)} of ${count(total ?? done + 1)}`
  if (total === null || total === 0) return `${count(done)} rows`
  const percent = Math.min(100, Math.floor((done / total) * 100))
  return `${count(done)} of ${count(total)} rows, ${percent} %`
}

function writeLine(output: ProgressOutput, text: string): void {
  output.write(output.isTTY ? `\r${fitted(text, output.columns ?? 80)}` : `${text}\n`)
}

function wipeLine(output: ProgressOutput): void {
  if (output.isTTY) output.write(`\r${' '.repeat((output.columns ?? 80) - 1)}\r`)
}

function fitted(text: string, columns: number): string {
  const width = columns - 1
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width)
}
