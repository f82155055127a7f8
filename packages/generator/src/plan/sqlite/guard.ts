import { quoted } from '../identifier.ts'

/** Stops the migration with a sentence when a query finds a row. SQLite says the name of the constraint that failed. */
export function guard(sentence: string, query: string): string {
  const table = quoted('_cambium_guard')
  return [
    `CREATE TABLE ${table} ("found" INTEGER CONSTRAINT ${quoted(sentence)} CHECK ("found" IS NULL))`,
    `INSERT INTO ${table} SELECT 1 FROM (${query}) LIMIT 1`,
    `DROP TABLE ${table}`,
  ].join(';\n')
}
