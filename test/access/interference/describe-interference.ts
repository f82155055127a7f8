import type { InterferenceReport } from './run-interference.ts'

/** The figures of a run, and the first answers that told of what is hidden. */
export function describeInterference(report: InterferenceReport): string {
  const { worlds, pairs, requests, changes, channels, statuses, leaks } = report
  const lines = [
    `models       ${worlds}`,
    `pairs        ${pairs}`,
    `requests     ${requests}`,
    `hidden       ${counted(changes)}`,
    `left out     ${counted(channels)}`,
  ]
  for (const [kind, counts] of [...statuses].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const each = Object.entries(counts).map(([status, count]) => `${status} ${count}`)
    lines.push(`  ${kind.padEnd(16)} ${each.join(', ')}`)
  }
  lines.push(`leaks        ${leaks.length}`)
  for (const { world, asker, way, ask, what } of leaks.slice(0, 5)) {
    lines.push('', `model ${world}, ${way}, ${JSON.stringify(asker)}`, JSON.stringify(ask), what)
  }
  return `${lines.join('\n')}\n`
}

function counted(counts: ReadonlyMap<string, number>): string {
  const each = [...counts].map(([name, count]) => `${name} ${count}`)
  return each.length > 0 ? each.join(', ') : 'nothing'
}
