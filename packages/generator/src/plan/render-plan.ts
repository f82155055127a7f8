import type { ModelIR } from '@cambium/model'
import type { Operation } from './operation.ts'
import { planMigration } from './plan-migration.ts'
import { onlineParts } from './postgres/index.ts'
import { type Part, scriptText, transaction } from './script/index.ts'
import { needsForeignKeysOff, renderOperations as renderSqlite } from './sqlite/index.ts'

export type Dialect = 'sqlite' | 'postgres'

/** A plan as the parts of one database's script, each kept once it has run. */
export function planParts(operations: readonly Operation[], dialect: Dialect): Part[] {
  if (dialect === 'postgres') return onlineParts(operations)
  const statements = renderSqlite(operations)
  return statements.length === 0 ? [] : [transaction('', statements)]
}

/** The statements of a plan in one database's SQL, one after the other. */
export function renderPlan(operations: readonly Operation[], dialect: Dialect): string[] {
  return planParts(operations, dialect).flatMap(({ statements }) => statements)
}

/** The statements that make every table of a model in an empty database. */
export function createSql(model: ModelIR, dialect: Dialect): string[] {
  return renderPlan(planMigration(null, model).operations, dialect)
}

/** A plan as the script of a migration; in its first line whether SQLite must not follow foreign keys meanwhile. */
export function planScript(operations: readonly Operation[], dialect: Dialect): string {
  const isOff = dialect === 'sqlite' && needsForeignKeysOff(operations)
  return partsScript(planParts(operations, dialect), isOff)
}

/** Parts as the script of a migration. */
export function partsScript(parts: readonly Part[], foreignKeysOff: boolean): string {
  const script = scriptText(parts)
  return foreignKeysOff ? `-- foreign keys off\n${script}` : script
}

/** Statements as a migration file holds them, all of them in one transaction. */
export function scriptOf(statements: readonly string[]): string {
  return scriptText([transaction('', statements)])
}
