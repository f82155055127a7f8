import type { ModelIR } from '@cambium/model'
import type { Operation } from './operation.ts'
import { planMigration } from './plan-migration.ts'
import { renderOperations as renderPostgres } from './postgres/index.ts'
import { needsForeignKeysOff, renderOperations as renderSqlite } from './sqlite/index.ts'

export type Dialect = 'sqlite' | 'postgres'

const renderers = { sqlite: renderSqlite, postgres: renderPostgres } as const

/** The statements of a plan in one database's SQL. */
export function renderPlan(operations: readonly Operation[], dialect: Dialect): string[] {
  return renderers[dialect](operations)
}

/** The statements that make every table of a model in an empty database. */
export function createSql(model: ModelIR, dialect: Dialect): string[] {
  return renderPlan(planMigration(null, model).operations, dialect)
}

/** A plan as the script of a migration; in its first line whether SQLite must not follow foreign keys meanwhile. */
export function planScript(operations: readonly Operation[], dialect: Dialect): string {
  const script = scriptOf(renderPlan(operations, dialect))
  const isOff = dialect === 'sqlite' && needsForeignKeysOff(operations)
  return isOff ? `-- foreign keys off\n${script}` : script
}

/** Statements as a migration file holds them: a line `-- next` between two of them. */
export function scriptOf(statements: readonly string[]): string {
  return statements.length === 0 ? '' : `${statements.join('\n-- next\n')}\n`
}
