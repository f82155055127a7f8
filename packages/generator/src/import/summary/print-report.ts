import type { EntityDesign, FieldDesign, ImportDesign } from '../design/index.ts'
import { groupNotes } from './group-notes.ts'
import { originOf } from './summary-lines.ts'
import { counted } from './words.ts'

/** The whole of what an import did to a schema, as Markdown: `import-report.md` of the project. */
export function printReport(design: ImportDesign): string {
  const parts = [
    '# What was imported',
    `From ${design.label}. This file is yours: nothing reads it, and it may go.`,
    entityTable(design),
    renamings(design),
    notes(design),
    left(design),
    ...design.entities.map(entitySection),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function entityTable({ entities }: ImportDesign): string {
  const rows = entities.map((entity) => {
    const { name, fields, links, exists } = entity
    const model = exists ? 'was there already' : `\`${entity.file}\``
    return `| ${name} | ${cell(originOf(entity))} | ${fields.length + links.length} | ${model} |`
  })
  return ['| entity | from | fields | model |', '|---|---|---|---|', ...rows].join('\n')
}

function renamings({ renamings: all }: ImportDesign): string {
  if (all.length === 0) return ''
  const rows = all.map(
    ({ from, to, reason }) => `| ${cell(from)} | ${cell(to)} | ${cell(reason)} |`,
  )
  return ['## Called otherwise', '', '| there | here | why |', '|---|---|---|', ...rows].join('\n')
}

function notes({ notes: all }: ImportDesign): string {
  const groups = groupNotes(all)
  if (groups.length === 0) return ''
  const lines = groups.map(({ places, text }) => `- ${places.map(code).join(', ')}: ${line(text)}.`)
  return ['## To know', '', ...lines].join('\n')
}

function left({ left: all }: ImportDesign): string {
  if (all.length === 0) return ''
  const items = all.map(
    ({ what, reason, suggestion }) => `- ${code(what)}: ${line(reason)}. ${line(suggestion)}`,
  )
  return [
    `## Stays behind`,
    '',
    `${counted(all.length, 'thing')} of the source:`,
    '',
    ...items,
  ].join('\n')
}

function entitySection(entity: EntityDesign): string {
  const { name, fields, links, extras } = entity
  const kept = extras.map(({ column, property }) => `| ${cell(column)} | ${property} | |`)
  const own = fields.map((field) => fieldRow(field))
  const pairs = links.map((link) => {
    const from = link.pairs === null ? `through ${link.through}` : link.pairs.table.name
    return `| ${cell(from)} | ${link.name} | manyToMany(${link.target}) |`
  })
  const head = ['| there | here | as |', '|---|---|---|']
  return [`## ${name}`, '', ...head, ...kept, ...own, ...pairs].join('\n')
}

function fieldRow({ property, kind, target, column }: FieldDesign): string {
  const type = target === null ? kind : `${kind}(${target})`
  const from = column === null ? '' : `${column.name} (${column.native})`
  return `| ${cell(from)} | ${property} | ${type} |`
}

function cell(text: string): string {
  return line(text).replaceAll('|', '\\|')
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``
}

function line(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}
