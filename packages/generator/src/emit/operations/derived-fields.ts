import { code, type Part, propertyKey } from '../../print/index.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import type { EntityPlan } from '../project-names.ts'

/** The function that works out the fields which follow from others of the record; nothing without such fields. */
export function derivedFields(plan: EntityPlan, print: ExpressionPrinter): Part {
  const lines = plan.entity.fields.flatMap((field) => {
    if (!field.computed?.expression.pure) return []
    const text = print.js(field.computed.expression)
    return [`${propertyKey(field.name)}: ${text},`]
  })
  if (lines.length === 0) return null
  return code`
    derive: (record) => ({
      ${lines}
    })
  `
}
