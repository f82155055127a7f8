import type { JsonValue, RoleSettingsIR } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { checkOptions, roleOptions } from '../options/index.ts'
import { asObject, describe, type JsonObject } from '../source-model.ts'

interface Roles {
  roles: string[]
  roleSettings?: { [role: string]: RoleSettingsIR }
}

/** The roles of the settings, `admin` always among them, and what comes with each. */
export function readRoles(written: JsonValue | undefined, report: Report): Roles {
  const settings = asObject(written)
  const given = settings ? Object.keys(settings) : Array.isArray(written) ? written.map(String) : []
  given.forEach((role, at) => {
    const path = ['config', 'roles', settings ? role : String(at)]
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(role)) {
      report.error('CAM114', path, `"${role}" cannot be the name of a role`, {
        hint: 'Letters, digits, - and _, a letter first',
      })
    } else if (given.indexOf(role) < at) {
      report.error('CAM114', path, `The role "${role}" is named twice`)
    }
  })
  const roles = [...new Set([...given, 'admin'])]
  const roleSettings = settings === null ? {} : readSettings(settings, roles, report)
  checkCircles(roleSettings, report)
  return Object.keys(roleSettings).length === 0 ? { roles } : { roles, roleSettings }
}

function readSettings(
  settings: JsonObject,
  roles: string[],
  report: Report,
): { [role: string]: RoleSettingsIR } {
  const found = Object.entries(settings).map(([role, value]): [string, RoleSettingsIR] => {
    const path = ['config', 'roles', role]
    const written = asObject(value)
    if (written === null) {
      report.error('CAM114', path, `What comes with "${role}" is ${describe(value)}`, {
        hint: "Write: staff: {}, or staff: { inherits: ['editor'] }",
      })
    }
    const options = checkOptions(written ?? {}, roleOptions, {
      path,
      owner: `"${role}"`,
      unknown: 'CAM113',
      wrong: 'CAM114',
      report,
    })
    const named = (option: 'inherits' | 'grants'): string[] =>
      namedRoles(options[option], { path: [...path, option], roles, report })
    const isOfTenant = options.tenant === true
    if (isOfTenant && role === 'admin') {
      report.error('CAM197', [...path, 'tenant'], 'No tenant gives its members the role "admin"', {
        hint: 'It opens what has no rule, also of what tenants share: make a role of your own for those who manage a tenant',
      })
    }
    const brought = { inherits: named('inherits'), grants: named('grants') }
    return [role, isOfTenant ? { ...brought, tenant: true } : brought]
  })
  return Object.fromEntries(
    found.filter(
      ([, { inherits, grants, tenant }]) => tenant || inherits.length + grants.length > 0,
    ),
  )
}

function namedRoles(
  value: JsonValue | undefined,
  { path, roles, report }: { path: string[]; roles: string[]; report: Report },
): string[] {
  const names = Array.isArray(value) ? value.map(String) : []
  return names.filter((name, at) => {
    if (roles.includes(name)) return true
    report.error('CAM171', [...path, String(at)], `There is no role "${name}"`, {
      hint: `The roles are: ${roles.join(', ')}`,
      nearest: nearestName(name, roles),
    })
    return false
  })
}

/** Two roles that bring each other are one. */
function checkCircles(settings: { [role: string]: RoleSettingsIR }, report: Report): void {
  const leadsTo = (from: string, to: string, seen: Set<string>): boolean =>
    (settings[from]?.inherits ?? []).some((role) => {
      if (role === to) return true
      if (seen.has(role)) return false
      seen.add(role)
      return leadsTo(role, to, seen)
    })
  for (const role of Object.keys(settings)) {
    if (!leadsTo(role, role, new Set())) continue
    report.error('CAM196', ['config', 'roles', role], `The role "${role}" inherits itself`, {
      hint: 'Leave one of the ways out: a role has the rights of those it inherits, not the other way round',
    })
  }
}
