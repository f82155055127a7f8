import { ImportError } from '../import/source/index.ts'
import type { Adoption, AdoptOptions } from './adoption.ts'
import { adoptPostgres } from './postgres/index.ts'
import { adoptSqlite } from './sqlite/index.ts'

/** Looks at a live database that is to be adopted. An `ImportError` for a source that is none. */
export async function openAdoption({ source, schema }: AdoptOptions): Promise<Adoption> {
  const options = {
    source,
    schema: { ...schema, left: schema.left.filter(({ what }) => !stays.test(what)) },
  }
  switch (schema.kind) {
    case 'sqlite':
      return adoptSqlite(options)
    case 'postgres':
      return adoptPostgres(options)
    default:
      throw new ImportError(
        `${schema.label} is no database that could be adopted`,
        'Only a live PostgreSQL or SQLite database is: leave out --adopt to copy from here',
      )
  }
}

/** What the database does by itself it goes on doing. */
const stays = /(?:, (?:trigger|policy|constraint|rule) |\bfunctions?\b)/
