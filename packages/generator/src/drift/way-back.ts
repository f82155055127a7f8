import type { Dialect } from '../plan/index.ts'
import type { TableDrift } from './compare-catalogues.ts'
import { postgresWayBack } from './postgres/index.ts'
import { sqliteWayBack } from './sqlite/index.ts'

const dialects = { sqlite: sqliteWayBack, postgres: postgresWayBack } as const

/** The statements that bring one table back to what it should be; `at` names what is kept aside. */
export function wayBack(drift: TableDrift, dialect: Dialect, at: Date): string[] {
  return dialects[dialect](drift, at).filter((statement) => statement !== '')
}
