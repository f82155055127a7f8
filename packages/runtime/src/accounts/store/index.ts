export { type AccountStore, createAccountStore } from './account-store.ts'
export {
  type AccountRow,
  type AccountTable,
  columnName,
  createAccountTables,
  tableNames,
} from './account-table.ts'
export { consumeOnce, keepOnce, type SingleUse, takeOnce } from './consume-once.ts'
export { createForeignHashes, type HasForeignHashes } from './foreign-hashes.ts'
export { hashOf } from './hash-of.ts'
export { createNotedErrors, type NotedErrors } from './noted-errors.ts'
export { createSignUps, type SignUps } from './sign-ups.ts'
export { createTriedAttempts, type TriedAttempts } from './tried-attempts.ts'
export { createUserRoles, type UserRoles } from './user-roles.ts'
export { createUserRows, type UserRows } from './user-rows.ts'
export { verifications } from './verifications.ts'
export { conditionOf } from './where.ts'
