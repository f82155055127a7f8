import { nearestName, StartupError } from '../../errors/index.ts'
import type { Migration } from './migration.ts'

/** The migration of that name. Throws a `StartupError` that names the nearest one when there is none. */
export function namedMigration(migrations: readonly Migration[], id: string): Migration {
  const found = migrations.find((migration) => migration.id === id)
  if (found) return found
  const ids = migrations.map((migration) => migration.id)
  const nearest = nearestName(id, ids) ?? ids.find((one) => one.includes(id))
  throw new StartupError(`There is no migration ${id}`, {
    hint: nearest === undefined ? 'Run: node src/main.ts migrate status' : `Is it ${nearest}?`,
  })
}
