import type { Expr, RuleIR } from '@cambium/model/ir'
import type { Column } from './column.ts'

const everyRow: RuleIR = { type: 'public' }
const noRow: RuleIR = { type: 'none' }

/** What is left of a rule once it is known who calls: `public` for every row, `none` for no row, else a condition. */
export function residualRule(rule: RuleIR | null, column: Column): RuleIR {
  if (!rule) return column.roles.includes('admin') ? everyRow : noRow
  switch (rule.type) {
    case 'public':
    case 'none':
    case 'only':
      return rule
    case 'signedIn':
      return column.signedIn ? everyRow : noRow
    case 'role':
      return hasAny(column, rule.roles) ? everyRow : noRow
    case 'owner':
    case 'acl':
      return column.signedIn ? rule : noRow
    case 'expression':
      return residualExpression(rule, column)
    case 'any':
      return anyOf(rule.rules.map((part) => residualRule(part, column)))
    case 'all':
      return allOf(rule.rules.map((part) => residualRule(part, column)))
  }
}

function anyOf(parts: readonly RuleIR[]): RuleIR {
  if (parts.some(({ type }) => type === 'public')) return everyRow
  const rules = parts.filter(({ type }) => type !== 'none')
  const [first] = rules
  return !first ? noRow : rules.length === 1 ? first : { type: 'any', rules }
}

function allOf(parts: readonly RuleIR[]): RuleIR {
  if (parts.some(({ type }) => type === 'none')) return noRow
  const rules = parts.filter(({ type }) => type !== 'public')
  const [first] = rules
  return !first ? everyRow : rules.length === 1 ? first : { type: 'all', rules }
}

function residualExpression(rule: RuleIR & { type: 'expression' }, column: Column): RuleIR {
  const { expression } = rule
  if (expression.needsUser && !column.signedIn) return noRow
  const expr = residualExpr(expression.expr, column)
  if (expr.type === 'literal') return expr.value === true ? everyRow : noRow
  return { type: 'expression', expression: { ...expression, expr } }
}

/** The expression with its questions about roles answered. */
function residualExpr(expr: Expr, column: Column): Expr {
  switch (expr.type) {
    case 'hasRole':
      return literal(hasAny(column, expr.roles))
    case 'not': {
      const operand = residualExpr(expr.operand, column)
      return operand.type === 'literal' ? literal(operand.value !== true) : { ...expr, operand }
    }
    case 'and':
    case 'or': {
      const [left, right] = [residualExpr(expr.left, column), residualExpr(expr.right, column)]
      const decides = expr.type === 'or'
      for (const [part, other] of [[left, right] as const, [right, left] as const]) {
        if (part.type === 'literal') return part.value === decides ? literal(decides) : other
      }
      return { ...expr, left, right }
    }
    case 'conditional': {
      const test = residualExpr(expr.test, column)
      const [whenTrue, whenFalse] = [
        residualExpr(expr.whenTrue, column),
        residualExpr(expr.whenFalse, column),
      ]
      if (test.type === 'literal') return test.value === true ? whenTrue : whenFalse
      return { ...expr, test, whenTrue, whenFalse }
    }
    default:
      return expr
  }
}

function literal(value: boolean): Expr {
  return { type: 'literal', value }
}

function hasAny({ roles }: Column, wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role))
}
