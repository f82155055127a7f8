import type { ExpressionIR, JsonValue } from '../../ir/index.ts'
import { nearestName } from '../nearest-name.ts'
import { asObject, describe } from '../source-model.ts'
import type { AccessSite } from './access-site.ts'

type RoleSite = Pick<AccessSite, 'roles' | 'report'>

/** Reports a role that the settings do not name; true when they do. */
export function checkRole(role: JsonValue, path: string[], { roles, report }: RoleSite): boolean {
  if (typeof role === 'string' && roles.includes(role)) return true
  report.error('CAM171', path, `There is no role ${describe(role)}.`, {
    hint: `The roles are: ${roles.join(', ')}. Others go in cambium.config.ts.`,
    nearest: typeof role === 'string' ? nearestName(role, roles) : null,
  })
  return false
}

/** Reports unknown roles in `user.hasRole(...)` inside an arrow; true when all are known. */
export function checkExpressionRoles(
  { expr }: ExpressionIR,
  path: string[],
  site: RoleSite,
): boolean {
  return rolesIn(structuredClone(expr) as unknown as JsonValue)
    .map((role) => checkRole(role, path, site))
    .every(Boolean)
}

function rolesIn(node: JsonValue): JsonValue[] {
  if (Array.isArray(node)) return node.flatMap(rolesIn)
  const object = asObject(node)
  if (object === null) return []
  const own = object.type === 'hasRole' && Array.isArray(object.roles) ? object.roles : []
  return [
    ...own,
    ...Object.values(object).flatMap((value) => (value === null ? [] : rolesIn(value))),
  ]
}
