import type { Expr } from '@cambium/model/ir'

/** A condition in words: `status is "placed"`, `customerId is the caller`. */
export function expressionWords(expr: Expr): string {
  switch (expr.type) {
    case 'not':
      return negatedWords(expr.operand)
    case 'and':
    case 'or':
      return `(${expressionWords(expr.left)} ${expr.type} ${expressionWords(expr.right)})`
    case 'compare':
      return `${valueWords(expr.left)} ${comparisons[expr.operator]} ${valueWords(expr.right)}`
    case 'isNull':
      return `${valueWords(expr.operand)} is not set`
    case 'in':
      return `${valueWords(expr.value)} is one of ${listWords(expr.list)}`
    case 'hasRole':
      return expr.roles.length === 1
        ? `the caller has the role ${expr.roles[0]}`
        : `the caller has one of the roles ${expr.roles.join(', ')}`
    case 'some':
    case 'every':
    case 'none':
      return `for ${relationWords[expr.type]} ${valueWords(expr.relation)}, ${expressionWords(expr.where)}`
    case 'literal':
      return expr.value === true ? 'always' : 'never'
    case 'path':
      return `${valueWords(expr)} is true`
    case 'coalesce':
    case 'conditional':
      return valueWords(expr)
    default:
      return `${valueWords(expr)} is true`
  }
}

const comparisons = {
  '===': 'is',
  '!==': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
} as const

const relationWords = { some: 'one of', every: 'each of', none: 'none of' } as const

function negatedWords(expr: Expr): string {
  if (expr.type === 'isNull') return `${valueWords(expr.operand)} is set`
  if (expr.type === 'path') return `${valueWords(expr)} is not true`
  if (expr.type === 'in') return `${valueWords(expr.value)} is none of ${listWords(expr.list)}`
  if (expr.type === 'hasRole') return expressionWords(expr).replace(' has ', ' has not ')
  if (expr.type === 'not') return expressionWords(expr.operand)
  return `not: ${expressionWords(expr)}`
}

function valueWords(expr: Expr): string {
  switch (expr.type) {
    case 'literal':
      return literalWords(expr.value)
    case 'path':
      return pathWords(expr.base, expr.path)
    case 'count':
      return `the number of ${valueWords(expr.relation)}${expr.where ? ` with ${expressionWords(expr.where)}` : ''}`
    case 'sum':
      return `the sum of ${valueWords(expr.of)} of ${valueWords(expr.relation)}`
    case 'min':
      return `the least ${valueWords(expr.of)} of ${valueWords(expr.relation)}`
    case 'max':
      return `the greatest ${valueWords(expr.of)} of ${valueWords(expr.relation)}`
    case 'arithmetic':
      return `(${valueWords(expr.left)} ${expr.operator} ${valueWords(expr.right)})`
    case 'concat':
      return expr.parts.map(valueWords).join(' + ')
    case 'coalesce':
      return `(${valueWords(expr.value)}, or ${valueWords(expr.fallback)} where there is none)`
    case 'conditional':
      return `(${valueWords(expr.whenTrue)} where ${expressionWords(expr.test)}, else ${valueWords(expr.whenFalse)})`
    default:
      return expressionWords(expr)
  }
}

function pathWords(base: string, path: readonly string[]): string {
  const name = path.join('.')
  switch (base) {
    case 'user':
      return name === 'id' ? 'the caller' : `the caller's ${name}`
    case 'next':
      return `the new ${name}`
    case 'previous':
      return name === '' ? 'the former record' : `the former ${name}`
    case 'ctx':
      return name
    default:
      return name
  }
}

function literalWords(value: string | number | boolean | null): string {
  return JSON.stringify(value)
}

function listWords(values: readonly (string | number | boolean)[]): string {
  return values.map(literalWords).join(', ')
}
