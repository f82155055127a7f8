export type { Adoption, AdoptOptions } from './adoption.ts'
export { baselineFiles } from './baseline-files.ts'
export { openAdoption } from './open-adoption.ts'
