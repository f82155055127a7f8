export {
  type AclEntry,
  type AclSubject,
  accessListOf,
  aclGrants,
  grantAccess,
  type ListedAccess,
  revokeAccess,
  revokeAllAccess,
} from './acl.ts'
export type { Caller } from './caller.ts'
export { allOf, anyOf } from './combine.ts'
export { adminOnly, anyone, nobody, roles, signedIn } from './constant-rules.ts'
export { anonymous, createCaller } from './create-caller.ts'
export { createRoleBook, type RoleBook, type RoleSettings } from './role-book.ts'
export type { Change, Rule } from './rule.ts'
export { signedInId } from './signed-in-id.ts'
