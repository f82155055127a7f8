export { onlineParts } from './online-parts.ts'
