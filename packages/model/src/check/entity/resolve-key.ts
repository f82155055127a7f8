import type { KeyIR } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { storedName } from '../relation/index.ts'

/** How the ids of an entity are made. */
export function keyOf(entity: EntityDraft): KeyIR {
  const { id } = entity.options
  if (id === 'serial' || id === 'nanoid') return { kind: id }
  if (!Array.isArray(id)) return { kind: 'uuid7' }
  const fields = id.flatMap((name) =>
    entity.fields.filter((field) => field.name === name).map(storedName),
  )
  return { kind: 'composite', fields }
}

/** Reports a composite key of fields that are unknown, optional or not stored. */
export function checkKey(entity: EntityDraft, report: Report): void {
  const { id } = entity.options
  if (!Array.isArray(id)) return
  const path = [entity.name, 'id']
  if (id.length < 2) report.error('CAM164', path, 'A composite key has two fields at least')
  id.forEach((name, at) => {
    const place = [...path, String(at)]
    const field = entity.fields.find((candidate) => candidate.name === name)
    const names = entity.fields.map((candidate) => candidate.name)
    if (field === undefined) {
      const message = `${entity.name} has no field "${String(name)}"`
      report.error('CAM164', place, message, { nearest: nearestName(String(name), names) })
    } else if (field.kind === 'manyToMany' || field.kind === 'computed') {
      report.error('CAM164', place, `"${field.name}" is no column, so it cannot be part of a key`)
    } else if (field.options.required !== true) {
      report.error('CAM164', place, `"${field.name}" may be null, so it cannot be part of a key`, {
        hint: 'Add: required: true',
      })
    }
  })
}
