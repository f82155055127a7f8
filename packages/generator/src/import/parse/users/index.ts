export { describeUser, userFieldNames } from './describe-user.ts'
export { type ReadRoles, readRoles } from './read-roles.ts'
export { userColumns } from './user-columns.ts'
