import type { MatrixReport } from './run-matrix.ts'

/** The figures of a run, and the first answers that were otherwise than the rules say. */
export function describeMatrix({ worlds, cells, kinds, differences }: MatrixReport): string {
  const lines = [`models       ${worlds}`, `cells        ${cells}`]
  for (const [kind, statuses] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const counts = Object.entries(statuses).map(([status, count]) => `${status} ${count}`)
    lines.push(`  ${kind.padEnd(16)} ${counts.join(', ')}`)
  }
  lines.push(`differences  ${differences.length}`)
  for (const { world, asker, way, ask, what, entity } of differences.slice(0, 5)) {
    lines.push('', `model ${world}, ${way}, ${JSON.stringify(asker)}`, JSON.stringify(ask), what)
    lines.push(`${entity.name}, ${entity.tenancy}: ${JSON.stringify(entity.access)}`)
    for (const { name, rules } of entity.fields) {
      if (rules) lines.push(`  ${name}: ${JSON.stringify(rules)}`)
    }
  }
  return `${lines.join('\n')}\n`
}
