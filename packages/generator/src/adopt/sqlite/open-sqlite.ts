import { DatabaseSync } from 'node:sqlite'
import { readSqliteCatalogue } from '../../drift/index.ts'
import { quoted } from '../../plan/index.ts'
import type { Adoption, AdoptOptions } from '../adoption.ts'
import { withViewKeys } from '../with-view-keys.ts'
import { dumpSqlite } from './dump-tables.ts'
import { sqliteStoredType } from './stored-type.ts'

/** Looks at a file that is to be adopted, and writes nothing. */
export async function adoptSqlite({ source, schema }: AdoptOptions): Promise<Adoption> {
  const file = source.replace(/^(?:sqlite|file):(?:\/\/)?/, '')
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    const types = new Map<string, string | null>()
    for (const table of schema.tables) {
      for (const column of table.columns) {
        types.set(JSON.stringify([table.name, column.name]), sqliteStoredType(db, table, column))
      }
    }
    return {
      dialect: 'sqlite',
      databaseUrl: `file:${file}`,
      name: file,
      schema: await withViewKeys(schema, async (view, column) => {
        const name = quoted(column.name)
        const row = db
          .prepare(`select count(*) as n, count(distinct ${name}) as d from ${quoted(view.name)}`)
          .get()
        return row !== undefined && row.n === row.d
      }),
      rules: {
        storedOf: (column, table) => types.get(JSON.stringify([table.name, column.name])) ?? null,
        bindsIntegers: false,
      },
      catalogue: readSqliteCatalogue(db),
      statements: dumpSqlite(db),
    }
  } finally {
    db.close()
  }
}
