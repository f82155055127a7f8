export { type AccessChange, compareAccess } from './compare-access.ts'
