import { TooManyRows } from './too-many-rows.ts'

/** The functions that `limitVisits` calls, for one connection: statements on it run one after the other. */
export interface VisitCounter {
  visited(ticket: number, rows: number): 1
  matched(): 1
}

/** Far from the 200 ms that nobody is to wait for the work of somebody else; by the clock for disks that are slow. */
const maxWorkMs = 60
const maxMs = 300
/** Asking for the time costs as much as visiting a row. */
const visitsPerLook = 256

/** Counts from the start for each ticket; throws `TooManyRows` beyond its rows, or after 60 ms of work. */
export function createVisitCounter(): VisitCounter {
  let current = 0
  let visits = 0
  let matches = 0
  let startedAt = 0
  let workedMs = 0

  function begin(ticket: number): void {
    current = ticket
    visits = 0
    matches = 0
    startedAt = 0
  }

  /** The first look only notes the time: most statements never come so far. */
  function isLate(): boolean {
    const now = performance.now()
    if (startedAt > 0) return now - startedAt > maxMs || threadMs() - workedMs > maxWorkMs
    startedAt = now
    workedMs = threadMs()
    return false
  }

  return {
    visited(ticket, rows) {
      if (ticket !== current) begin(ticket)
      visits++
      const isOver = visits > rows || (visits % visitsPerLook === 0 && isLate())
      if (isOver) throw new TooManyRows(matches)
      return 1
    },
    matched() {
      matches++
      return 1
    },
  }
}

/** How long this thread has worked: on a busy machine much less than the clock says. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
