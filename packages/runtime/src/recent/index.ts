export { createRecent, type Recent } from './create-recent.ts'
