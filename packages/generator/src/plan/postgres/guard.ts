import { textLiteral } from '../identifier.ts'

/** Stops the migration with a sentence when a query finds a row. */
export function guard(sentence: string, query: string): string {
  return `DO $cambium$ BEGIN IF EXISTS (${query}) THEN RAISE EXCEPTION '%', ${textLiteral(sentence)}; END IF; END $cambium$`
}
