import type { CellSummary, Results } from './summary.ts'

const aims: { readonly [operation: string]: readonly [reach: number, aim: number] } = {
  get: [0.4, 0.55],
  list: [0.15, 0.25],
  create: [0.2, 0.35],
  update: [0.2, 0.35],
}

const names: { readonly [target: string]: string } = {
  bare: 'bare node:http',
  open: 'anonymous, no rule',
  caller: 'JWT caller, no rule',
  owned: 'JWT caller, row rule',
  session: 'session, row rule',
  hooked: 'the same with hooks',
  shop: 'the shop, products',
}

/** The results as a person reads them. */
export function printResults(results: Results): string {
  const { cells, ratios, hookAndRule, sessionAndRule, memoryMegabytes: memory, bootMs } = results
  const lines = ['', header(), ...cells.map(line), '']
  for (const [operation, ratio] of Object.entries(ratios)) {
    const [reach = 0, aim = 0] = aims[operation] ?? []
    lines.push(
      `${operation.padEnd(7)} ${ratio.toFixed(2)} of bare node:http with caller and rule (to reach ${reach}, aim ${aim}); ` +
        `hooks and rule on: ${percent(1 - (hookAndRule[operation] ?? 1))} slower than without (at most 25 %)`,
    )
  }
  for (const [operation, ratio] of Object.entries(sessionAndRule)) {
    lines.push(
      `${operation.padEnd(7)} with a session cookie and the row rule ${percent(1 - ratio)} slower than anonymous (at most 25 %)`,
    )
  }
  lines.push(
    `memory  ${memory.idle.toFixed(0)} MB idle, ${memory.underLoad.toFixed(0)} MB under load (at most 120 and 300)`,
    `boot    ${bootMs.toFixed(0)} ms from process start to first answer (at most 1000)`,
    '',
  )
  return lines.join('\n')
}

function header(): string {
  return `${'operation'.padEnd(10)}${'target'.padEnd(22)}${[
    'of bare',
    'by CPU',
    'requests/s',
    'spread',
    'p50 ms',
    'p99 ms',
    'CPU us',
    'cores',
  ]
    .map((name) => name.padStart(11))
    .join('')}`
}

function line(cell: CellSummary): string {
  const values = [
    cell.ofBare.toFixed(2),
    cell.ofBareByCpu.toFixed(2),
    cell.perSecond.toFixed(0),
    `${(cell.spread * 100).toFixed(0)} %`,
    cell.p50Ms.toFixed(2),
    cell.p99Ms.toFixed(2),
    cell.cpuMicroseconds.toFixed(0),
    cell.cores.toFixed(2),
  ]
  const name = (names[cell.target] ?? cell.target).padEnd(22)
  return `${cell.operation.padEnd(10)}${name}${values.map((value) => value.padStart(11)).join('')}`
}

function percent(part: number): string {
  return `${(part * 100).toFixed(0)} %`
}
