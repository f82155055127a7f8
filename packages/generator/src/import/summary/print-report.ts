import type { EntityDesign, FieldDesign, ImportDesign } from '../design/index.ts'
import { groupNotes } from './group-notes.ts'
import { originOf } from './summary-lines.ts'

/**
 * The whole of what an import did to a schema, as Markdown: `import-report.md` of the project. Everything foreign stands in
 * blocks of code, which nothing takes for Markdown and no formatter lays out anew.
 */
export function printReport(design: ImportDesign): string {
  const { renamings, left, notes, entities } = design
  const parts = [
    '# What was imported',
    'The source, and what became of it. This file is yours: nothing reads it, and it may go.',
    block([[oneLine(design.label)]]),
    '## Entities',
    block(entities.map(entityRow)),
    ...section(
      'Called otherwise',
      renamings.map(({ from, to, reason }) => [from, to, reason]),
    ),
    ...section(
      'To know',
      groupNotes(notes).flatMap(({ places, text }) => places.map((place) => [place, text])),
    ),
    ...section(
      'Stays behind',
      left.flatMap(({ what, reason, suggestion }) => [
        [what, reason],
        ['', suggestion],
      ]),
    ),
    '## Where everything is',
    ...entities.map((entity) => block(memberRows(entity))),
  ]
  return `${parts.join('\n\n')}\n`
}

function section(title: string, rows: string[][]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, block(rows)]
}

function entityRow(entity: EntityDesign): string[] {
  const { name, file, exists } = entity
  return [originOf(entity), name, exists ? 'was there already' : file]
}

function memberRows(entity: EntityDesign): string[][] {
  const { name, fields, links, extras } = entity
  return [
    [originOf(entity), name],
    ...extras.map(({ column, property }) => [`  ${column}`, property]),
    ...fields.map(fieldRow),
    ...links.map((link) => {
      const from = link.pairs === null ? `through ${link.through}` : link.pairs.table.name
      return [`  ${from}`, link.name, `manyToMany ${link.target}`]
    }),
  ]
}

function fieldRow({ property, kind, target, column }: FieldDesign): string[] {
  const from = column === null ? '-' : `${column.name} (${column.native})`
  return [`  ${from}`, property, target === null ? kind : `${kind} ${target}`]
}

const widestColumn = 60

/** Rows of text, their columns one under the other. */
function block(rows: readonly string[][]): string {
  const cells = rows.map((row) => row.map(oneLine))
  const widths = [0, 1, 2].map((at) =>
    Math.min(
      widestColumn,
      Math.max(...cells.map((row) => (row.length > at + 1 ? (row[at]?.length ?? 0) : 0))),
    ),
  )
  const lines = cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

function oneLine(text: string): string {
  return text
    .trimEnd()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('```', "'''")
}
