import type { FuzzReport } from './run-fuzz.ts'

/** The figures of a run, and the first answers that told somebody what they may not know. */
export function describeFuzz(report: FuzzReport): string {
  const { requests, compared, leftOut, statuses, targets, findings } = report
  const counts = Object.entries(statuses).map(([status, count]) => `${status} ${count}`)
  const lines = [
    `requests  ${requests} to ${targets.size} ways in`,
    `compared  ${compared}, left out ${leftOut}`,
    `answers   ${counts.join(', ')}`,
    `findings  ${findings.length}`,
  ]
  for (const { who, attack, what } of findings.slice(0, 5)) {
    lines.push('', `a ${who} sent ${JSON.stringify(attack)}`, what.slice(0, 2000))
  }
  return `${lines.join('\n')}\n`
}
