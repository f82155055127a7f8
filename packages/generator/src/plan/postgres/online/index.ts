export { lookTitle, onlineParts } from './online-parts.ts'
