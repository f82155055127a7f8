import { StartupError } from '../errors/index.ts'
import type { Dialect } from './sql.ts'

const names: Record<Dialect, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }
const addresses: Record<Dialect, string> = {
  sqlite: 'file:./data/app.db',
  postgres: 'postgres://user:password@host:5432/database',
}

/** Says that a project is for another kind of database than the one of its settings. */
export function otherDatabase(databases: readonly Dialect[]): StartupError {
  const [first = 'sqlite'] = databases
  return new StartupError(`This application runs on ${names[first]} only`, {
    hint: `DATABASE_URL names one: ${addresses[first]}`,
  })
}
