export { type EmitOptions, emitProject } from './emit-project.ts'
export type { EmittedFile } from './emitted-file.ts'
export { type Refusal, refusals } from './refusals.ts'
