import { reservedFieldNames } from '../../names/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { inverseName, isRelation, suggestedInverse, takenNames } from './relation-names.ts'

/** Reports other ends whose name cannot be used on the target, or is used there already. */
export function checkInverses(entities: EntityDraft[], report: Report): void {
  for (const target of entities) {
    const taken = new Map(
      target.fields.flatMap((field) => takenNames(field).map((name) => [name, field])),
    )
    const ends = new Map<string, string>()
    for (const source of entities) {
      for (const field of source.fields) {
        const name = inverseName(field)
        if (!isRelation(field) || field.target !== target.name || name === null) continue
        const end = { name, source, target, field, report }
        if (!isUsable(end)) continue
        const clash = taken.get(name)
        if (clash !== undefined) reportField(end, clash)
        else if (ends.has(name)) reportEnd(end, ends.get(name) ?? '')
        else ends.set(name, `${source.name}.${field.name}`)
      }
    }
  }
}

interface End {
  name: string
  source: EntityDraft
  target: EntityDraft
  field: FieldDraft
  report: Report
}

function isUsable({ name, target, field, report }: End): boolean {
  const path = [...field.path, 'inverse']
  if (name === 'version' && target.options.versioned === true) {
    report.error('CAM103', path, `${target.name} is versioned, and has its own field "version"`)
    return false
  }
  if (reservedFieldNames.has(name)) {
    report.error(
      'CAM103',
      path,
      `"${name}" cannot be the name of a relation: ${reservedFieldNames.get(name)}`,
    )
    return false
  }
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !name.startsWith('__')) return true
  report.error('CAM102', path, `"${name}" cannot be the name of a relation`, {
    hint: 'Letters, digits and single underscores, no digit first',
  })
  return false
}

function reportField({ name, target, field, source, report }: End, clash: FieldDraft): void {
  const message = `${target.name} has the field "${clash.name}", so the other end of ${source.name}.${field.name} cannot be called "${name}"`
  report.error('CAM142', [...field.path, 'inverse'], message, { hint: 'Choose another name' })
}

function reportEnd({ name, target, source, field, report }: End, other: string): void {
  const message = `Two relations are called "${name}" on ${target.name}: ${other} and ${source.name}.${field.name}`
  report.error('CAM141', [...field.path, 'inverse'], message, {
    hint: `Name each end for what it means, such as ${field.name}${suggestedInverse(source).replace(/^./, (c) => c.toUpperCase())}`,
  })
}
