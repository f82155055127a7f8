import type { RuleIR } from '@cambium/model'

/** Somebody a rule lets through for sure. */
export interface NeededCaller {
  /** May be nobody at all. */
  guest: boolean
  roles: string[]
  /** Fields of the record that must hold the caller's id. */
  owns: string[]
}

const nobodyInParticular: NeededCaller = { guest: true, roles: [], owns: [] }

/** The least a caller must be to pass the rule on a record made for the purpose; null when that cannot be told. */
export function neededCaller(rule: RuleIR | null): NeededCaller | null {
  if (!rule) return { guest: false, roles: ['admin'], owns: [] }
  switch (rule.type) {
    case 'public':
      return nobodyInParticular
    case 'signedIn':
      return { guest: false, roles: [], owns: [] }
    case 'role':
      return { guest: false, roles: rule.roles.slice(0, 1), owns: [] }
    case 'owner':
      return { guest: false, roles: [], owns: [rule.field] }
    case 'none':
    case 'acl':
    case 'only':
    case 'expression':
      return null
    case 'any':
      return rule.rules.map(neededCaller).find((needed) => needed !== null) ?? null
    case 'all':
      return rule.rules.map(neededCaller).reduce(both, nobodyInParticular)
  }
}

/** Somebody both let through. */
export function both(a: NeededCaller | null, b: NeededCaller | null): NeededCaller | null {
  if (!a || !b) return null
  return {
    guest: a.guest && b.guest,
    roles: [...new Set([...a.roles, ...b.roles])],
    owns: [...new Set([...a.owns, ...b.owns])],
  }
}
