import type { RevocationReport } from './run-revocation.ts'

/** The figures of a run, and who was let in too late. */
export function describeRevocation(report: RevocationReport): string {
  const { trials, watched, requests, latest, failures } = report
  const lines = [`trials    ${trials}`, `doors     ${watched}, ${requests} requests`]
  for (const [name, ms] of [...latest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(`  ${name.padEnd(42)} let in ${Math.round(ms)} ms later at the most`)
  }
  lines.push(`failures  ${failures.length}`, ...failures.slice(0, 10).map((one) => `  ${one}`))
  return `${lines.join('\n')}\n`
}
