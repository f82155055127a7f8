export { emitApp } from './emit-app.ts'
