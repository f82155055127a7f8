import type { ModelIR } from '@cambium/model/ir'

/** Each role with all that it inherits, itself first. */
export interface BroughtRoles {
  readonly [role: string]: readonly string[]
}

/** What every role of a model brings, over any number of steps. */
export function broughtRoles({
  roles,
  roleSettings = {},
}: Pick<ModelIR, 'roles' | 'roleSettings'>): BroughtRoles {
  const closure = (role: string, seen: Set<string>): Set<string> => {
    if (seen.has(role)) return seen
    seen.add(role)
    for (const inherited of roleSettings[role]?.inherits ?? []) closure(inherited, seen)
    return seen
  }
  return Object.fromEntries(roles.map((role) => [role, [...closure(role, new Set())]]))
}
