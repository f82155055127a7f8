import type { JsonValue, RuleIR } from '../../ir/index.ts'
import { fieldNames, findField } from '../entity/index.ts'
import { nearestName } from '../nearest-name.ts'
import { describe } from '../source-model.ts'
import type { AccessSite, RulePlace } from './access-site.ts'
import { checkRole } from './check-roles.ts'

/** `role('staff')`: every role must be known. */
export function resolveRole(
  given: JsonValue[],
  { path }: RulePlace,
  site: AccessSite,
): RuleIR | null {
  if (given.length === 0) {
    site.report.error('CAM171', path, 'role() names no role', {
      hint: `The roles are: ${site.roles.join(', ')}`,
    })
    return null
  }
  const known = given.map((role, at) => checkRole(role, [...path, String(at)], site))
  return known.every(Boolean) ? { type: 'role', roles: [...new Set(given.map(String))] } : null
}

/** `owner('assignee')`: a relation to User, or `id` on User itself. */
export function resolveOwner(
  given: JsonValue[],
  { path }: RulePlace,
  site: AccessSite,
): RuleIR | null {
  const { entity, report } = site
  const name = typeof given[0] === 'string' ? given[0] : ''
  const place = [...path, '0']
  const owners = entity.fields.filter(({ reference }) => reference?.target === 'User')
  const names = owners.map((field) => field.reference?.relation ?? field.name)
  if (entity.name === 'User') names.push('id')
  const hint =
    names.length > 0
      ? `It takes one of: ${names.join(', ')}`
      : `${entity.name} has no relation to User`
  const field = name === '' ? undefined : findField(entity, name)
  if (field === undefined) {
    const message = `${entity.name} has no field "${name}", so it has no such owner`
    report.error('CAM172', place, message, { hint, nearest: nearestName(name, names) })
    return null
  }
  if (owners.includes(field) || (field.name === 'id' && entity.name === 'User')) {
    return { type: 'owner', field: field.name }
  }
  report.error('CAM172', place, `"${name}" does not hold the id of a user`, { hint })
  return null
}

/** `acl('read')`: a right on the record, which must be there already. */
export function resolveAcl(
  given: JsonValue[],
  { path, guarded }: RulePlace,
  { report }: AccessSite,
): RuleIR | null {
  const reads = guarded === 'read' || guarded === 'fieldRead'
  const right = given[0] ?? (reads ? 'read' : 'write')
  if (right !== 'read' && right !== 'write') {
    const nearest = typeof right === 'string' ? nearestName(right, ['read', 'write']) : null
    report.error('CAM174', [...path, '0'], `There is no right ${describe(right)}`, {
      hint: "It takes 'read' or 'write'.",
      nearest,
    })
    return null
  }
  if (guarded === 'create') {
    report.error('CAM174', path, 'Nobody has a right on a record that does not exist yet', {
      hint: "Use 'signedIn', a role or owner() to guard creating.",
    })
    return null
  }
  return { type: 'acl', right }
}

/** `only('status')`: fields that callers can write, in update rules. */
export function resolveOnly(
  given: JsonValue[],
  { path, guarded }: RulePlace,
  site: AccessSite,
): RuleIR | null {
  const { entity, report } = site
  if (guarded !== 'update') {
    report.error(
      'CAM173',
      path,
      'only() speaks of what an update changes, so it belongs to update rules',
    )
    return null
  }
  const many = entity.manyToMany.map(({ name }) => name)
  const fields = given.map((name, at) => {
    const relation = entity.manyToMany.find((candidate) => candidate.name === name)
    const field = relation?.name ?? findField(entity, String(name))?.name
    if (field === undefined) {
      const names = [...fieldNames(entity), ...many]
      const nearest = nearestName(String(name), names)
      report.error(
        'CAM173',
        [...path, String(at)],
        `${entity.name} has no field "${String(name)}"`,
        { nearest },
      )
    }
    return field
  })
  if (given.length === 0)
    report.error('CAM173', path, 'only() names no field', { hint: "Write: only('status')" })
  const found = fields.filter((field) => field !== undefined)
  return found.length > 0 && found.length === given.length ? { type: 'only', fields: found } : null
}
