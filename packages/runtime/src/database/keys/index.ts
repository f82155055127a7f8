export { keyColumns, keyIs, keyIsAmong } from './key-conditions.ts'
export { type KeyPart, keyPart, keyText } from './key-text.ts'
export { joinKey, keyValues, splitKey, withKeys } from './key-values.ts'
