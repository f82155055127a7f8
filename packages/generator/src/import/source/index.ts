export { ImportError } from './import-error.ts'
export { countOf, fewNames } from './left-words.ts'
export { newColumn, newTable } from './new-parts.ts'
export type { OpenSource, SourceOptions, SourceReader } from './source-reader.ts'
export type { RowBatch, SourceRow, SourceRows } from './source-rows.ts'
export type {
  LeftBehind,
  SourceAccess,
  SourceAccounts,
  SourceColumn,
  SourceDefault,
  SourceForeignKey,
  SourceIndex,
  SourceKind,
  SourceLink,
  SourceNote,
  SourceRule,
  SourceSchema,
  SourceTable,
  TableName,
} from './source-schema.ts'
export type { SourceType } from './source-type.ts'
