export { dump } from './dump.ts'
export { openText, readAll } from './open-text.ts'
