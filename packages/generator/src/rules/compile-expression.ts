import type { EntityIR } from '@cambium/model/ir'
import { checkExpression } from './check/index.ts'
import { describeExpression } from './describe-expression.ts'
import { oneLineText } from './one-line-text.ts'
import { parseArrow } from './parse/index.ts'
import { createProblemList } from './problem-list.ts'
import { createSchema } from './schema/index.ts'
import type { CompiledExpression, Site } from './site.ts'

/**
 * Turns the text of an arrow into the tree of a rule, check or formula, or says everything that is wrong with it. An
 * expression that is accepted means the same in TypeScript, SQLite, PostgreSQL and generated JavaScript.
 */
export function compileExpression(
  text: string,
  site: Site,
  entities: readonly EntityIR[],
): CompiledExpression {
  const problems = createProblemList()
  const schema = createSchema(entities)
  const entity = schema.entity(site.entity)
  if (entity === undefined) throw new Error(`the model has no entity ${site.entity}`)
  const checked = { site, entity, schema, problems, text }
  const parsed = parseArrow(text, checked)
  if (parsed !== null) checkExpression(parsed, checked)
  const found = problems.all()
  if (parsed === null || found.length > 0) return { expression: null, problems: found }
  const needs = describeExpression(parsed.expr, entity, schema)
  return { expression: { text: oneLineText(text), expr: parsed.expr, ...needs }, problems: [] }
}
