export { compareApi, unnamedChange } from './compare-api.ts'
