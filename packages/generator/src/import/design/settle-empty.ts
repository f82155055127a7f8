import type { DesignReport } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'

/** An entity has a field at least: a table of nothing but a key gets its id under another name. */
export function settleEmpty({ design, names }: EntityDraft, report: DesignReport): void {
  if (design.fields.length + design.links.length > 0 || design.key.kind === 'fields') return
  const { name } = names.take('field', ['label', 'name'], 'its only field')
  const isNumber = design.key.kind === 'serial' || design.key.kind === 'int'
  design.fields.push({
    name,
    property: name,
    kind: 'computed',
    options: {},
    values: [],
    target: null,
    element: null,
    formula: { arrow: '(row) => row.id', kind: isNumber ? 'int' : 'text', options: {} },
    doc: null,
    column: null,
    carry: 'none',
  })
  const text = `nothing but a key, and an entity has a field: ${name} shows it`
  report.note('names', design.name, text)
}
