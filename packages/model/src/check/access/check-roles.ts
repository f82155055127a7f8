import type { JsonValue } from '../../ir/index.ts'
import { nearestName } from '../nearest-name.ts'
import { describe } from '../source-model.ts'
import type { AccessSite } from './access-site.ts'

/** Reports a role that the settings do not name; true when they do. */
export function checkRole(role: JsonValue, path: string[], { roles, report }: AccessSite): boolean {
  if (typeof role === 'string' && roles.includes(role)) return true
  report.error('CAM171', path, `There is no role ${describe(role)}`, {
    hint: `The roles are: ${roles.join(', ')}. Others go in cambium.config.ts`,
    nearest: typeof role === 'string' ? nearestName(role, roles) : null,
  })
  return false
}
