import { TooManyRows } from './too-many-rows.ts'

/** The functions that `limitVisits` calls, for one connection: statements on it run one after the other. */
export interface VisitCounter {
  visited(ticket: number, rows: number): 1
  matched(): 1
}

/** Far from the 200 ms that nobody is to wait for somebody else's statement, on a machine that is busy as well. */
const maxMs = 75
/** Asking for the time costs as much as visiting a row. */
const visitsPerLook = 256

/** Counts from the start for each ticket; throws `TooManyRows` beyond its rows, or after 75 ms. */
export function createVisitCounter(): VisitCounter {
  let current = 0
  let visits = 0
  let matches = 0
  let startedAt = 0

  function begin(ticket: number): void {
    current = ticket
    visits = 0
    matches = 0
    startedAt = performance.now()
  }

  return {
    visited(ticket, rows) {
      if (ticket !== current) begin(ticket)
      visits++
      const isLate = visits % visitsPerLook === 0 && performance.now() - startedAt > maxMs
      if (visits > rows || isLate) throw new TooManyRows(matches)
      return 1
    },
    matched() {
      matches++
      return 1
    },
  }
}
