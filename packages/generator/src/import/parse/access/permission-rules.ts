import type { JsonValue } from '@cambium/model'
import type { LeftBehind, SourceRule } from '../../source/index.ts'
import { isObject, type JsonObject } from '../parse-value.ts'

export interface PermissionSite {
  className: string
  permissions: JsonObject | null
  userFields: ReadonlySet<string>
  /** Gets what cannot be said. */
  left: LeftBehind[]
}

type Operation = 'find' | 'create' | 'update' | 'delete'

const pointerLists: { readonly [O in Operation]: string | null } = {
  find: 'readUserFields',
  create: null,
  update: 'writeUserFields',
  delete: 'writeUserFields',
}

/** The rules that the permissions of a class give for an operation; everybody's where they are not known. */
export function permissionRules(site: PermissionSite, operation: Operation): SourceRule[] {
  const { permissions } = site
  if (permissions === null) return [{ kind: 'public' }]
  const given = narrower(permissions, operation)
  const rules = Object.entries(given).flatMap(([who, value]) => ruleOf(site, who, value))
  const byPointer = namesIn(permissions[pointerLists[operation] ?? ''])
  rules.push(...byPointer.flatMap((field) => ownerRule(site, field)))
  return rules.some(({ kind }) => kind === 'public') ? [{ kind: 'public' }] : unique(rules)
}

/** Cambium's `read` covers Parse's `find` and `get`: what only one of them lets through is let through by none. */
function narrower(permissions: JsonObject, operation: Operation): JsonObject {
  const given = granted(permissions[operation])
  if (operation !== 'find' || !isObject(permissions.get)) return given
  const get = granted(permissions.get)
  if (given['*'] === true) return get
  return get['*'] === true ? given : common(given, get)
}

function common(one: JsonObject, other: JsonObject): JsonObject {
  const isUser = (rule: string): boolean => rule !== '*'
  const entries = Object.entries(one).filter(([who]) => {
    return other[who] !== undefined || (other.requiresAuthentication === true && isUser(who))
  })
  return Object.fromEntries(entries)
}

function granted(value: JsonValue | undefined): JsonObject {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== false))
}

function ruleOf(site: PermissionSite, who: string, value: JsonValue): SourceRule[] {
  if (who === '*') return [{ kind: 'public' }]
  if (who === 'requiresAuthentication') return [{ kind: 'signedIn' }]
  if (who.startsWith('role:')) return [{ kind: 'role', role: who.slice('role:'.length) }]
  if (who === 'pointerFields') return namesIn(value).flatMap((field) => ownerRule(site, field))
  site.left.push({
    what: `class ${site.className}, the permission of the user ${who}`,
    reason: 'a rule names no single user',
    suggestion: 'give that user a role, and name the role in the rule',
  })
  return []
}

function ownerRule(site: PermissionSite, field: string): SourceRule[] {
  if (site.userFields.has(field)) return [{ kind: 'owner', column: field }]
  site.left.push({
    what: `class ${site.className}, the permission by the field ${field}`,
    reason: 'the field does not point to one user',
    suggestion: `write a rule such as (row, user) => row.${field}.some((one) => one.id === user.id)`,
  })
  return []
}

function namesIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function unique(rules: readonly SourceRule[]): SourceRule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()]
}
