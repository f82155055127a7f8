export {
  type Catalogue,
  type Counter,
  createCatalogue,
  findTable,
  type TableDraft,
} from './catalogue.ts'
export { constantText, constantValue, normalText, readText } from './constant-value.ts'
export { finishCatalogue } from './finish-catalogue.ts'
export { foldStatement } from './fold-statement.ts'
export type { Statement } from './statement.ts'
