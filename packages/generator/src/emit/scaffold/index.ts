export { emitScaffold } from './emit-scaffold.ts'
