export { defaultValue } from './default-value.ts'
export { lookTitle, onlineParts } from './online/index.ts'
