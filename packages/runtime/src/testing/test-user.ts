/** Who makes a call in a test; `null` for nobody. */
export type TestUser = { readonly id: string; readonly roles: readonly string[] } | null

/** Nobody is signed in. */
export const guest: TestUser = null

/** A signed-in user with these roles. */
export function user(id: string, ...roles: readonly string[]): TestUser {
  return { id, roles }
}
