import type { ExpressionIR } from '@cambium/model/ir'
import { type Bind, createBoundInputs, type SqlDialect } from './bound-inputs.ts'
import { createRenderer, type ExpressionPlace } from './create-renderer.ts'
import { brackets, chain, type Doc } from './doc.ts'
import { userRowCondition } from './needs-user-row.ts'
import { printDoc } from './print-doc.ts'
import type { Renderer } from './renderer.ts'

/** How an expression is rendered for direct execution. */
export interface RenderOptions extends ExpressionPlace {
  dialect: SqlDialect
  bind: Bind
  /** Aliases of the statement around it, which sub-selects leave alone. */
  reserved?: readonly string[]
}

/**
 * A condition for direct execution. In a batch over many callers, `bind` names the columns of the callers' list
 * instead of placeholders, and the text decides every caller in one statement.
 */
export function renderSql(expression: ExpressionIR, options: RenderOptions): string {
  const renderer = boundRenderer(expression, options)
  const condition = renderer.condition(expression.expr, true)
  const userRow = userRowCondition(renderer, expression.expr)
  return flat(userRow === null ? condition : brackets('', chain('and', [userRow, condition])))
}

/** A formula for direct execution. */
export function renderFormula(expression: ExpressionIR, options: RenderOptions): string {
  return flat(boundRenderer(expression, options).value(expression.expr))
}

function boundRenderer(expression: ExpressionIR, options: RenderOptions): Renderer {
  return createRenderer(expression, options, () => createBoundInputs(options.dialect, options.bind))
}

function flat(doc: Doc): string {
  return printDoc(doc, 0).strings.join('')
}
