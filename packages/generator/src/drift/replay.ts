import { DatabaseSync } from 'node:sqlite'
import type { Dialect } from '../plan/index.ts'
import { openPglite } from '../proof/index.ts'
import type { Catalogue } from './catalogue.ts'
import { printingSettings, readPostgresCatalogue } from './postgres/index.ts'
import { scriptStatements } from './script-statements.ts'
import { readSqliteCatalogue } from './sqlite/index.ts'

/** An empty database in memory that scripts run in, to see what they leave. */
export interface Replay {
  dialect: Dialect
  /** Runs a script; throws in the database's words, with the statement. */
  run(script: string): Promise<void>
  catalogue(): Promise<Catalogue>
  close(): Promise<void>
}

/** Opens one; `null` for PostgreSQL where the project has no PGlite. */
export async function openReplay(project: string, dialect: Dialect): Promise<Replay | null> {
  return dialect === 'sqlite' ? openSqliteReplay() : openPostgresReplay(project)
}

function openSqliteReplay(): Replay {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  return {
    dialect: 'sqlite',
    run: (script) => runEach(script, async (statement) => db.exec(statement)),
    catalogue: async () => readSqliteCatalogue(db),
    close: async () => db.close(),
  }
}

async function openPostgresReplay(project: string): Promise<Replay | null> {
  const server = await openPglite(project)
  if (!server) return null
  await server.exec(printingSettings)
  return {
    dialect: 'postgres',
    run: (script) => runEach(script, (statement) => server.exec(statement)),
    catalogue: () =>
      readPostgresCatalogue(
        async (text) => (await server.query(text)).rows as { [column: string]: unknown }[],
      ),
    close: () => server.close(),
  }
}

async function runEach(
  script: string,
  run: (statement: string) => Promise<unknown>,
): Promise<void> {
  for (const statement of scriptStatements(script)) {
    try {
      await run(statement)
    } catch (cause) {
      const [line = ''] = statement.split('\n')
      throw new Error(`${cause instanceof Error ? cause.message : cause}, in: ${line}`, { cause })
    }
  }
}
