export { type AccessList, accessListOf, keptEntries, type Right } from './access-list.ts'
export {
  type AccessSite,
  type ClassAccess,
  classAccess,
  flagNames,
  rolesIn,
  withAdministrators,
} from './class-access.ts'
export { createListObserver, type ListFacts, type ListObserver } from './observe-lists.ts'
export { protectedFields } from './protected-fields.ts'
