import { relative } from 'node:path'
import type { RowCount } from '../../import/index.ts'
import type { Terminal } from '../command.ts'
import { createPassingLine } from './passing-line.ts'
import type { Transfer, TransferProgress } from './transfer-rows.ts'

/** Shows how far the rows are, on one line that is written over. */
export interface TransferDisplay {
  progress(progress: TransferProgress): void
  end(): void
  seconds(): number
  rows(): number
}

/** The line says what is written, how much of it there is, and how fast it goes. */
export function showTransfer(
  terminal: Terminal,
  counts: readonly RowCount[] | null,
): TransferDisplay {
  const started = performance.now()
  const done = new Map<string, number>()
  const line = createPassingLine(terminal)
  const seconds = (): number => (performance.now() - started) / 1000
  const rows = (): number => [...done.values()].reduce((sum, one) => sum + one, 0)
  return {
    progress({ what, done: count }) {
      done.set(what, count)
      const all = counts?.find(({ entity }) => entity === what)?.rows ?? null
      const of = all === null ? '' : ` of ${all.toLocaleString('en-US')}`
      const speed = Math.round(rows() / seconds()).toLocaleString('en-US')
      line.show(`${what} ${count.toLocaleString('en-US')}${of}, ${speed} rows a second`)
    },
    end: () => line.clear(),
    seconds,
    rows,
  }
}

/** Says what became of the rows. */
export function reportTransfer(terminal: Terminal, transfer: Transfer, seconds: number): void {
  const sum = (kind: 'written' | 'present' | 'rejected'): number =>
    transfer.totals.reduce((total, one) => total + one[kind], 0)
  const [written, present, rejected] = [sum('written'), sum('present'), sum('rejected')]
  const speed = Math.round((written + present + rejected) / Math.max(seconds, 0.001))
  const also = present > 0 ? `, ${rowWords(present)} were there already` : ''
  terminal.say(
    `Brought ${rowWords(written)}${also} in ${seconds.toFixed(1)} s (${speed.toLocaleString('en-US')} a second)`,
  )
  for (const { entity, property, count } of transfer.dangling.slice(0, 6)) {
    terminal.say(
      `  ${entity}.${property} of ${rowWords(count)} refers to nothing that came, and is empty`,
    )
  }
  if (rejected === 0) return
  terminal.complain(
    `${rowWords(rejected)} ${rejected === 1 ? 'was' : 'were'} refused; ${relative(terminal.cwd, transfer.rejectedFile ?? 'rejected.jsonl')} has each with its reason:`,
  )
  for (const { what, reason, count } of transfer.reasons.slice(0, 6)) {
    terminal.complain(`  ${what}, ${rowWords(count)}: ${reason}`)
  }
}

function rowWords(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`
}
