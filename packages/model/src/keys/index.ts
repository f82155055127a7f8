export { isBroughtId, isBroughtKey, isIntegerKey, keyFields } from './key-kinds.ts'
