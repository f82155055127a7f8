import { readFileSync } from 'node:fs'

export {
  type SampleDialect,
  type SampleName,
  type SampleOptions,
  sampleScript,
  sampleTables,
} from './sample-script.ts'
export type { SampleTable, SampleValue } from './sample-table.ts'

/** The script of the database with every hard case; its rows are in it. */
export function hardScript(dialect: 'postgres' | 'sqlite'): string {
  return readFileSync(new URL(`hard.${dialect}.sql`, import.meta.url), 'utf8')
}
export { type CrudFailure, type CrudReport, crudEveryEntity } from './crud-every-entity.ts'
export { type ServedProject, serveProject } from './serve-project.ts'
