import type { ExpressionIR } from '@cambium/model/ir'
import { createRenderer, type ExpressionPlace } from './create-renderer.ts'
import { brackets, chain } from './doc.ts'
import { userRowCondition } from './needs-user-row.ts'
import { printDoc, type TextWithHoles } from './print-doc.ts'
import type { Renderer } from './renderer.ts'
import { createTemplateInputs, type TemplateNames } from './template-inputs.ts'

/** Where a printed expression stands. */
export interface SqlScope extends ExpressionPlace {
  /** Names in the code around the template: `caller`, `change.next`, `previous` and `now` unless given. */
  names?: Partial<TemplateNames>
  /** Spaces before the line the template starts on. */
  indent?: number
}

const usualNames: TemplateNames = {
  caller: 'caller',
  next: 'change.next',
  previous: 'previous',
  now: 'now',
}

/**
 * A condition as one text for SQLite and PostgreSQL, with TypeScript source in its holes. It may stand beside `and`,
 * `or` and `not` as it is. Where `needsUser`, it may be used for signed-in callers only. What gives no truth is
 * printed as its value.
 */
export function expressionToSql(expression: ExpressionIR, scope: SqlScope): TextWithHoles {
  const renderer = templateRenderer(expression, scope)
  if (!isCondition(renderer, expression)) return formulaToSql(expression, scope)
  const condition = renderer.condition(expression.expr, true)
  const userRow = userRowCondition(renderer, expression.expr)
  const doc = userRow === null ? condition : brackets('', chain('and', [userRow, condition]))
  return printDoc(doc, scope.indent ?? 0)
}

/** A formula as one text for SQLite and PostgreSQL: the value of a computed field. */
export function formulaToSql(expression: ExpressionIR, scope: SqlScope): TextWithHoles {
  const renderer = templateRenderer(expression, scope)
  return printDoc(renderer.value(expression.expr), scope.indent ?? 0)
}

function isCondition(renderer: Renderer, { expr }: ExpressionIR): boolean {
  const type = renderer.typeOf(expr)
  return type.kind === 'value' && type.value === 'boolean'
}

function templateRenderer(expression: ExpressionIR, scope: SqlScope): Renderer {
  const names = { ...usualNames, ...scope.names }
  const { entities } = scope.model
  return createRenderer(expression, scope, (context) =>
    createTemplateInputs({ ...context, names, entities }),
  )
}
