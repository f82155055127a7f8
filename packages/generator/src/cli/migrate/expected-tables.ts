import { type Catalogue, openReplay } from '../../drift/index.ts'
import type { Dialect } from '../../plan/index.ts'
import { type MigrationRecord, readMigrationFile } from '../../project/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

interface Wanted {
  dialect: Dialect
  migrations: readonly MigrationRecord[]
}

/**
 * What migrations leave: their scripts are run one after the other in an empty database in memory. After each of them, in
 * their order.
 */
export async function expectedTables(
  project: string,
  { dialect, migrations }: Wanted,
): Promise<Catalogue[]> {
  const replay = await openReplay(project, dialect)
  if (!replay) {
    throw new CommandError(
      exitCode.environment,
      'The migrations are tried in a PostgreSQL in this process, which is not installed. Run: npm install --save-dev @electric-sql/pglite',
    )
  }
  try {
    const found: Catalogue[] = []
    for (const { id } of migrations) {
      const file = `${dialect}.sql`
      await replay.run(readMigrationFile(project, id, file) ?? '').catch((cause) => {
        throw new CommandError(
          exitCode.problems,
          `migrations/${id}/${file} cannot be run in an empty database: ${cause.message}`,
          { cause },
        )
      })
      found.push(await replay.catalogue())
    }
    return found
  } finally {
    await replay.close()
  }
}

/** The tables before the first migration. */
export function noTables(dialect: Dialect): Catalogue {
  return { dialect, tables: [] }
}
