import type { EntityIR, FieldIR } from '../../ir/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { asObject } from '../source-model.ts'
import { heldIn, isRelation, storedName } from './relation-names.ts'

interface KeySite {
  draft: EntityDraft
  entity: EntityIR
  entities: readonly EntityIR[]
}

/**
 * Says of relations to a key of several fields in which fields of this entity it is, and reports those that do not say it
 * or say it wrong.
 */
export function resolveKeyReferences(site: KeySite, report: Report): void {
  for (const field of site.draft.fields.filter(isRelation)) {
    const target = site.entities.find(({ name }) => name === field.target)
    if (target === undefined) continue
    if (field.kind === 'manyToMany') checkLinked(field, { ...site, target }, report)
    else resolveOne(field, { ...site, target }, report)
  }
}

function checkLinked(
  { path, name, options }: FieldDraft,
  { entity, target }: KeySite & { target: EntityIR },
  report: Report,
): void {
  const whole = [entity, target].find(({ key }) => key.kind === 'composite')
  if (whole === undefined) return
  const message = `"${name}" cannot link records of ${whole.name}, whose key is made of several fields`
  const hint = 'Make an entity of the links, with a relation to each side'
  report.error(
    'CAM146',
    [...path, ...(options.through === undefined ? [] : ['through'])],
    message,
    {
      hint,
    },
  )
}

function resolveOne(draft: FieldDraft, site: KeySite & { target: EntityIR }, report: Report): void {
  const { entity, target } = site
  const names = heldIn(draft)
  const path = [...draft.path, 'fields']
  if (target.key.kind !== 'composite') {
    if (names === null) return
    const message = `${target.name} has a key of its own, which the relation stores by itself`
    report.error('CAM146', path, message, { hint: `Leave out "fields": one('${target.name}')` })
    return
  }
  const key = target.key.fields
  if (names === null) {
    const message = `The key of ${target.name} is made of ${key.join(', ')}`
    report.error('CAM146', [...draft.path, 'target'], message, {
      hint: `Name the fields of ${entity.name} that hold it: { fields: ['${key.join("', '")}'] }`,
    })
    return
  }
  if (names.length !== key.length) {
    const message = `The key of ${target.name} is made of ${key.length}: ${key.join(', ')}`
    report.error('CAM146', path, message)
    return
  }
  const parts = names.map((name, at) => partOf(name, { site, path: [...path, String(at)] }, report))
  const found = parts.filter((part) => part !== null)
  if (found.length < key.length) return
  checkSeen(draft, { ...site, parts: found }, report)
  setParts(draft, { ...site, parts: found }, report)
}

/** The id that the relation shows is made of the values of its fields. */
function checkSeen(
  draft: FieldDraft,
  { draft: { options }, parts }: KeySite & { parts: readonly FieldIR[] },
  report: Report,
): void {
  if (draft.options.hidden === true) return
  const ruled = Object.entries(asObject(options.fieldAccess) ?? {})
    .filter(([, rules]) => asObject(rules)?.read !== undefined)
    .map(([name]) => name)
  parts.forEach(({ name, hidden, writeOnly, reference }, at) => {
    const isRuled = ruled.some((one) => one === name || one === reference?.relation)
    if (!hidden && !writeOnly && !isRuled) return
    const why = isRuled ? 'has a read rule' : 'is seen by nobody'
    const message = `"${name}" ${why}, and "${draft.name}" would show it`
    report.error('CAM146', [...draft.path, 'fields', String(at)], message, {
      hint: `Add "hidden: true" to "${draft.name}", or take other fields`,
    })
  })
}

function partOf(
  name: string,
  { site, path }: { site: KeySite; path: string[] },
  report: Report,
): FieldIR | null {
  const { entity } = site
  const field = entity.fields.find((one) => one.name === name || one.reference?.relation === name)
  if (field === undefined) {
    const known = entity.fields.filter(({ column }) => column !== null).map((one) => one.name)
    const message = `${entity.name} has no field "${name}"`
    report.error('CAM146', path, message, { nearest: nearestName(name, known) })
    return null
  }
  if (field.column !== null && !field.encrypted && !field.computed) return field
  report.error('CAM146', path, `"${name}" is no column that a key can be compared with`)
  return null
}

function setParts(
  draft: FieldDraft,
  { entity, target, parts }: KeySite & { target: EntityIR; parts: FieldIR[] },
  report: Report,
): void {
  const field = entity.fields.find(({ name }) => name === storedName(draft))
  if (!field?.reference || target.key.kind !== 'composite') return
  const key = target.key.fields.map((name) => target.fields.find((one) => one.name === name))
  parts.forEach((part, at) => {
    const other = key[at]
    if (other === undefined || other.value === part.value) return
    const message = `"${part.name}" holds ${part.value}, and "${other.name}" of ${target.name} ${other.value}`
    report.error('CAM146', [...draft.path, 'fields', String(at)], message)
  })
  const nullable = parts.some((part) => part.nullable)
  const mayEmpty = parts.every((part) => part.nullable)
  const { onDelete } = draft.options
  if (onDelete === 'setNull' && !mayEmpty) {
    const fixed = parts.find((part) => !part.nullable)
    const message = `"${fixed?.name}" is required, so the relation cannot become null`
    report.error('CAM143', [...draft.path, 'onDelete'], message, {
      hint: "Use 'restrict' or 'cascade'",
    })
  }
  Object.assign(field, { nullable, required: !nullable, readOnly: true, default: null })
  field.reference = {
    ...field.reference,
    onDelete:
      onDelete === undefined ? (mayEmpty ? 'setNull' : 'restrict') : field.reference.onDelete,
    fields: parts.map(({ name }) => name),
  }
}
