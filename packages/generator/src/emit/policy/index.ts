export { emitPolicy } from './emit-policy.ts'
export { entityGrants, fieldGrants, type Grant } from './grants.ts'
