/** Who calls: from a verified token, or nobody. The same value reaches every rule, hook and transport. */
export interface Caller {
  /** The user's id; `null` when nobody is signed in. */
  readonly id: string | null
  readonly signedIn: boolean
  readonly roles: readonly string[]
  /** The id of the tenant the call is for, in an application with tenants; `null` for none. */
  readonly tenant: string | null
  /** True when the caller has any of the roles. */
  hasRole(...roles: string[]): boolean
}
