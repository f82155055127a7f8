import type { ValueType } from '@cambium/model/ir'
import type { ReadExpression } from '../check-column.ts'
import type { Family } from '../column-family.ts'
import { isCondition } from '../read-cast.ts'
import type { SqlExpr } from '../sql-expr.ts'
import type { ArrowContext } from './arrow-context.ts'
import { type Condition, printCondition, simplify } from './condition.ts'
import { createArrowContext } from './create-arrow-context.ts'

const values: Readonly<Partial<Record<Family, ValueType>>> = {
  text: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
}

/** The formula of an expression, which is null where SQL's is; `null` where the language of rules cannot say it. */
export function formulaArrow(expr: SqlExpr): ReadExpression | null {
  const context = createArrowContext()
  if (isCondition(expr)) return truthFormula(context, expr)
  const value = context.value(expr)
  const type = value === null ? undefined : values[value.family]
  if (value === null || type === undefined) return null
  const fields = [...new Set(value.nullFields)]
  const tests = fields.map((field) => `row.${field} === null`).join(' || ')
  const needsTest = fields.length > 0 && expr.type !== 'column'
  const text = needsTest ? `${tests} ? null : ${value.text}` : value.text
  return { arrow: `(row) => ${text}`, value: type, nullable: fields.length > 0 }
}

/** True, false or null as in SQL; told apart only where it is never null. */
function truthFormula(context: ArrowContext, expr: SqlExpr): ReadExpression | null {
  const [holds, passes] = (['true', 'notFalse'] as const).map((mode) => {
    const condition: Condition | null = context.condition(expr, mode)
    return condition === null ? null : printCondition(simplify(condition))
  })
  if (holds === null || holds === undefined || holds !== passes) return null
  return { arrow: `(row) => ${holds}`, value: 'boolean', nullable: false }
}
