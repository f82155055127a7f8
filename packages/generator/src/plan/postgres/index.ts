export { defaultValue } from './default-value.ts'
export { onlineParts } from './online/index.ts'
