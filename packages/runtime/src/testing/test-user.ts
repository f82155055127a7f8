/** Who makes a call in a test; `null` for nobody. */
export type TestUser = {
  readonly id: string
  readonly roles: readonly string[]
  /** The tenant they act for; that of the test where it has one, unless told. */
  readonly tenant?: string
} | null

/** Nobody is signed in. */
export const guest: TestUser = null

/** A signed-in user with these roles. */
export function user(id: string, ...roles: readonly string[]): TestUser {
  return { id, roles }
}

/** A signed-in user who acts for this tenant. */
export function userOf(tenant: string | number, id: string, ...roles: readonly string[]): TestUser {
  return { id, roles, tenant: String(tenant) }
}
