import { quoted, textLiteral } from '../identifier.ts'
import type { Counted } from '../misfit-rows.ts'

/** Stops the migration with a sentence when a query finds something. Only a trigger of SQLite can say a sentence it makes. */
export function guard(sentence: string, query: string, counted: Counted = 'rows'): string {
  const table = quoted('_cambium_guard')
  const one = `iif(NEW."value" IS NULL, '', ', one of them: ' || substr(NEW."value", 1, 60))`
  const said = `${textLiteral(`${sentence} (${counted}: `)} || NEW."count" || ${one} || ')'`
  return [
    `CREATE TABLE ${table} ("count" INTEGER, "value" TEXT)`,
    `CREATE TRIGGER ${quoted('_cambium_guard_stop')} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, ${said}); END`,
    `INSERT INTO ${table} SELECT count(*), min("value") FROM (${query}) HAVING count(*) > 0`,
    `DROP TABLE ${table}`,
  ].join(';\n')
}
