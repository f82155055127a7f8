import { type ImportDesign, type RowCount, summaryLines } from '../../import/index.ts'
import type { Terminal } from '../command.ts'

/** The report that stands in a project after an import. */
export const reportFile = 'import-report.md'

/** Shows what an import would do. */
export function showSummary(
  terminal: Terminal,
  design: ImportDesign,
  counts: readonly RowCount[] | null,
): void {
  const bold = (text: string): string => (terminal.colour ? `\u001b[1m${text}\u001b[22m` : text)
  const columns = process.stdout.columns ?? 100
  const width = Math.min(Math.max(columns, 60), 110)
  const options = { counts, width, headline: bold, reportFile }
  for (const line of summaryLines(design, options)) terminal.say(line)
}

/** What an import would do, for `--json`. */
export function designAsJson(design: ImportDesign, counts: readonly RowCount[] | null): object {
  const { label, kind, entities, renamings, left, notes, roles } = design
  return {
    source: { kind, label },
    entities: entities.map((entity) => ({
      name: entity.name,
      from: entity.source,
      file: entity.file,
      exists: entity.exists,
      fields: entity.fields.map(({ property, kind: type, target, column }) => ({
        name: property,
        type,
        ...(target !== null && { target }),
        from: column?.name ?? null,
      })),
      links: entity.links.map(({ name, target }) => ({ name, target })),
      rows: counts?.find((count) => count.entity === entity.name)?.rows ?? null,
    })),
    roles,
    renamings,
    notes,
    left,
  }
}
