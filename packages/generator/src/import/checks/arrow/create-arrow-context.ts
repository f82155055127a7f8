import type { ArrowContext } from './arrow-context.ts'
import { translateCondition } from './translate-condition.ts'
import { valueText } from './value-text.ts'

/** Turns SQL into TypeScript. */
export function createArrowContext(): ArrowContext {
  const context: ArrowContext = {
    condition: (expr, mode) => translateCondition(context, expr, mode),
    value: (expr, beside) => valueText(context, expr, beside),
  }
  return context
}
