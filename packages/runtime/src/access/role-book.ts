/** What comes with each role, as `cambium.config.ts` says it. */
export interface RoleSettings {
  readonly [role: string]: {
    /** Roles whose rights it has too. */
    readonly inherits: readonly string[]
    /** Roles that who has it may give and take. */
    readonly grants: readonly string[]
    /** The members of a tenant may be given it, and have it there. */
    readonly tenant?: true
  }
}

/** The roles of an application. */
export interface RoleBook {
  /** Those of the roles that are declared, with all that they inherit, in the order of the declaration. */
  rolesOf(held: readonly unknown[]): readonly string[]
  /** The same of the roles that somebody has as the member of a tenant: none but those that tenants may give. */
  rolesInTenant(held: readonly string[]): readonly string[]
  /** The roles that tenants may give. */
  readonly ofTenants: readonly string[]
  /** The roles that a caller with these may give to others and take away. */
  grantedBy(held: readonly string[]): readonly string[]
}

/** Reads the roles once, so that what a caller has is a look into a table. `admin` gives every role unless it says which. */
export function createRoleBook(declared: readonly string[], settings: RoleSettings = {}): RoleBook {
  const brought = new Map(declared.map((role) => [role, closureOf(role, settings)]))
  const grants = (role: string): readonly string[] => {
    const said = settings[role]?.grants ?? []
    return role === 'admin' && said.length === 0 ? declared : said
  }
  const union = (lists: readonly Iterable<string>[]): readonly string[] => {
    const all = new Set(lists.flatMap((list) => [...list]))
    return declared.filter((role) => all.has(role))
  }
  const ofTenants = declared.filter((role) => settings[role]?.tenant === true)
  const rolesOf = (held: readonly unknown[]): readonly string[] =>
    union(held.map((role) => brought.get(role as string) ?? []))
  return {
    rolesOf,
    rolesInTenant: (held) =>
      rolesOf(held.filter((role) => ofTenants.includes(role))).filter((role) => role !== 'admin'),
    ofTenants,
    grantedBy: (held) => union(held.map(grants)),
  }
}

function closureOf(
  role: string,
  settings: RoleSettings,
  seen: Set<string> = new Set(),
): Set<string> {
  if (seen.has(role)) return seen
  seen.add(role)
  for (const inherited of settings[role]?.inherits ?? []) closureOf(inherited, settings, seen)
  return seen
}
