import type { FuzzReport } from './run-fuzz.ts'

/** The figures of a run, and the shortest rules that were decided differently. */
export function describeReport(report: FuzzReport): string {
  const lines = [
    `models       ${report.worlds}`,
    `rules        ${report.rules}, of which ${report.pureRules} pure`,
    `refused      ${report.refused} (${counts(report.refusals)})`,
    `parts        ${counts(report.parts)}`,
    `decisions    ${report.decisions}, of which ${report.held} true or a value`,
    `comparisons  ${report.comparisons}`,
    `differences  ${report.differences.length}`,
  ]
  const byRule = new Map(report.differences.map((difference) => [difference.rule, difference]))
  const shortest = [...byRule.values()].sort((a, b) => a.rule.length - b.rule.length)
  for (const { rule, sql, ...about } of shortest.slice(0, 3)) {
    lines.push('', `${about.entity}: ${rule}`, sql)
    for (const [name, value] of Object.entries(about))
      lines.push(`  ${name} ${JSON.stringify(value)}`)
  }
  return `${lines.join('\n')}\n`
}

function counts(found: ReadonlyMap<string, number>): string {
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ')
}
