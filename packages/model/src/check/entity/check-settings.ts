import type { EntityIR } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import {
  cacheOptions,
  checkOptions,
  historyOptions,
  type OptionTable,
  partitionOptions,
  timeColumnOptions,
  timestampsOptions,
} from '../options/index.ts'
import { asObject } from '../source-model.ts'
import { requireField } from './find-field.ts'

const groups: [string, OptionTable][] = [
  ['history', historyOptions],
  ['partition', partitionOptions],
  ['cache', cacheOptions],
  ['timestamps', timestampsOptions],
]

/** Reports settings of an entity that are unknown, of a wrong type, or speak of fields it does not have. */
export function checkSettings(entity: EntityIR, draft: EntityDraft, report: Report): void {
  for (const [name, table] of groups) {
    const written = asObject(draft.options[name])
    if (written === null) continue
    const path = [entity.name, name]
    const wrong = { unknown: 'CAM113', wrong: 'CAM114', report }
    const right = checkOptions(written, table, { path, owner: `"${name}"`, ...wrong })
    if (name !== 'timestamps') continue
    for (const [time, column] of Object.entries(right)) {
      const place = { path: [...path, time], owner: `"${time}"` }
      checkOptions(asObject(column) ?? {}, timeColumnOptions, { ...place, ...wrong })
    }
  }
  const by = asObject(draft.options.partition)?.by
  if (typeof by === 'string') {
    requireField(entity, by, { code: 'CAM165', path: [entity.name, 'partition', 'by'], report })
  }
  checkSlugs(entity, draft, report)
}

/** The field that names a record for a person, `null` when none does or it cannot. */
export function resolveTitle(entity: EntityIR, draft: EntityDraft, report: Report): string | null {
  const { title } = draft.options
  if (typeof title !== 'string') return null
  const path = [entity.name, 'title']
  const field = requireField(entity, title, { code: 'CAM160', path, report })
  if (field === undefined) return null
  const problem =
    field.hidden || field.writeOnly
      ? 'is seen by nobody'
      : field.value === 'json'
        ? `is of kind ${field.kind}, which is no line of text`
        : null
  if (problem !== null)
    report.error('CAM160', path, `"${title}" cannot name a record: it ${problem}`)
  return problem === null ? field.name : null
}

function checkSlugs(entity: EntityIR, draft: EntityDraft, report: Report): void {
  const texts = draft.fields.filter(({ kind }) =>
    ['text', 'email', 'choice', 'slug'].includes(kind),
  )
  for (const field of draft.fields) {
    const { from } = field.options
    if (field.kind !== 'slug' || typeof from !== 'string') continue
    if (from !== field.name && texts.some(({ name }) => name === from)) continue
    const names = texts.map(({ name }) => name).filter((name) => name !== field.name)
    const known = draft.fields.some(({ name }) => name === from)
    const message = known
      ? `A slug cannot be made from "${from}"`
      : `${entity.name} has no field "${from}"`
    report.error('CAM134', [...field.path, 'from'], message, {
      nearest: known ? null : nearestName(from, names),
      hint:
        names.length > 0
          ? `It is made from a text: ${names.join(', ')}`
          : 'It is made from a text field',
    })
  }
}
