import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { checkInverses } from './check-inverses.ts'
import { isRelation } from './relation-names.ts'

/** Reports relations that point nowhere or contradict themselves, and names of other ends that clash. */
export function checkRelations(entities: EntityDraft[], report: Report): void {
  const names = entities.map(({ name }) => name)
  for (const entity of entities) {
    for (const field of entity.fields.filter(isRelation)) {
      if (!names.includes(field.target)) {
        report.error('CAM140', [...field.path, 'target'], `There is no entity "${field.target}"`, {
          nearest: nearestName(field.target, names),
          hint: names.length > 20 ? null : `There are: ${names.join(', ')}`,
        })
      }
      if (field.kind === 'one') checkOne(field, report)
    }
  }
  checkInverses(entities, report)
}

function checkOne({ options, path, target, name }: FieldDraft, report: Report): void {
  if (options.onDelete === 'setNull' && options.required === true) {
    report.error(
      'CAM143',
      [...path, 'onDelete'],
      `"${name}" is required, so it cannot become null`,
      {
        hint: "Use 'restrict' or 'cascade', or leave out \"required\".",
      },
    )
  }
  if (options.default === 'currentUser' && target !== 'User') {
    report.error(
      'CAM144',
      [...path, 'default'],
      `"${name}" points to ${target}, and the current user is a User`,
      {
        hint: 'Leave out the default, or point to User',
      },
    )
  }
}
