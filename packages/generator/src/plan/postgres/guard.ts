import { textLiteral } from '../identifier.ts'
import type { Counted } from '../misfit-rows.ts'

/** Stops the migration with a sentence when a query finds something. */
export function guard(sentence: string, query: string, counted: Counted = 'rows'): string {
  const found = `SELECT count(*), left(min(CAST("value" AS text)), 60) INTO total, one FROM (${query}) found`
  const said = `concat(${textLiteral(`${sentence} (${counted}: `)}, total, ', one of them: ' || one, ')')`
  return `DO $cambium$ DECLARE total bigint; one text; BEGIN ${found}; IF total > 0 THEN RAISE EXCEPTION '%', ${said}; END IF; END $cambium$`
}
