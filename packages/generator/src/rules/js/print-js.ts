import type { Expr } from '@cambium/model/ir'
import { type Facts, type NullFlow, withPresent } from '../flow/index.ts'
import type { PathExpr } from '../schema/index.ts'
import type { JsNames } from './js-names.ts'
import { literalSource, memberSource, templateSource } from './js-text.ts'
import { missingOperands } from './missing-operands.ts'

export interface JsOptions {
  names: JsNames
  flow: NullFlow
  /** Puts null tests before comparisons that another part of the expression would have to guard. */
  isGuarded: boolean
}

/** Prints an expression that needs no related rows, as its author would have written it. */
export function printJs(expr: Expr, facts: Facts, options: JsOptions): string {
  return print(expr, { facts, options }).text
}

/** Source text, and how tightly its outermost operator binds. */
interface Source {
  text: string
  strength: number
}

interface At {
  facts: Facts
  options: JsOptions
}

const strengths = {
  conditional: 3,
  coalesce: 4,
  or: 5,
  and: 6,
  equality: 10,
  order: 11,
  add: 13,
  multiply: 14,
  unary: 16,
  member: 18,
} as const

function print(expr: Expr, at: At): Source {
  switch (expr.type) {
    case 'literal':
      return source(literalSource(expr.value), isNegative(expr.value) ? 'unary' : 'member')
    case 'path':
      return source(pathText(expr, at), isOperation(expr, at) ? 'or' : 'member')
    case 'hasRole': {
      const roles = expr.roles.map((role) => literalSource(role)).join(', ')
      return source(`${at.options.names.user}.hasRole(${roles})`, 'member')
    }
    case 'not':
      return printNot(expr.operand, at)
    case 'isNull':
      return source(`${operand(expr.operand, 'order', at)} === null`, 'equality')
    case 'and':
    case 'or':
      return printChain(expr, at)
    case 'compare':
    case 'in':
      return printTest(expr, at)
    case 'arithmetic':
      return printArithmetic(expr, at)
    case 'concat':
      return source(`\`${expr.parts.map((part) => templatePart(part, at)).join('')}\``, 'member')
    case 'coalesce':
      return printCoalesce(expr, at)
    case 'conditional':
      return printConditional(expr, at)
    default:
      throw new Error(`${expr.type} needs related rows and has no JavaScript`)
  }
}

function source(text: string, strength: keyof typeof strengths): Source {
  return { text, strength: strengths[strength] }
}

/** The text of a part, in brackets when it binds more loosely than it must. */
function operand(expr: Expr, least: keyof typeof strengths, at: At): string {
  const { text, strength } = print(expr, at)
  return strength < strengths[least] ? `(${text})` : text
}

/** The caller's id may be given by more than a name. */
function isOperation(path: PathExpr, { options }: At): boolean {
  return path.base === 'user' && options.names.userId?.includes('||') === true
}

function isNegative(value: string | number | boolean | null): boolean {
  return typeof value === 'number' && value < 0
}

function pathText(path: PathExpr, { facts, options }: At): string {
  const { names, flow } = options
  if (path.base === 'ctx') return names.now
  if (path.base === 'user' && path.path.join('.') === 'id')
    return names.userId ?? `${names.user}.id`
  const bases: Record<string, string> = {
    row: names.row,
    user: names.user,
    next: names.next,
    previous: names.previous,
  }
  const members = path.path.map((name, index) =>
    memberSource(name, flow.missingBefore(path, index, facts)),
  )
  return `${bases[path.base] ?? path.base}${members.join('')}`
}

function printNot(inner: Expr, at: At): Source {
  if (inner.type === 'isNull') {
    return source(`${operand(inner.operand, 'order', at)} !== null`, 'equality')
  }
  return source(`!${operand(inner, 'unary', at)}`, 'unary')
}

function printChain(expr: Extract<Expr, { type: 'and' | 'or' }>, at: At): Source {
  const isAnd = expr.type === 'and'
  const facts = at.options.flow.narrow(expr.left, isAnd, at.facts)
  const left = operand(expr.left, expr.type, at)
  const right = operand(expr.right, isAnd ? 'equality' : 'and', { ...at, facts })
  return source(`${left} ${isAnd ? '&&' : '||'} ${right}`, expr.type)
}

function printTest(expr: Extract<Expr, { type: 'compare' | 'in' }>, at: At): Source {
  const missing = at.options.isGuarded ? missingOperands(at.options.flow, expr, at.facts) : []
  if (missing.length === 0) return plainTest(expr, at)
  let { facts } = at
  const guards: string[] = []
  for (const path of missing) {
    if (path.base === 'previous' && !facts.has('previous')) {
      guards.push(`${at.options.names.previous} !== null`)
      facts = withPresent(facts, path, 0)
    }
    if (at.options.flow.mayBeMissing(path, facts)) {
      guards.push(`${pathText(path, { ...at, facts })} !== null`)
    }
    facts = withPresent(facts, path)
  }
  return source([...guards, plainTest(expr, { ...at, facts }).text].join(' && '), 'and')
}

function plainTest(expr: Extract<Expr, { type: 'compare' | 'in' }>, at: At): Source {
  if (expr.type === 'in') {
    const list = expr.list.map((value) => literalSource(value)).join(', ')
    return source(`[${list}].includes(${operand(expr.value, 'conditional', at)})`, 'member')
  }
  const kind = expr.operator === '===' || expr.operator === '!==' ? 'equality' : 'order'
  const least = kind === 'equality' ? 'order' : 'add'
  const [left, right] = [operand(expr.left, least, at), operand(expr.right, least, at)]
  return source(`${left} ${expr.operator} ${right}`, kind)
}

function printArithmetic(expr: Extract<Expr, { type: 'arithmetic' }>, at: At): Source {
  const kind = expr.operator === '*' ? 'multiply' : 'add'
  const left = operand(expr.left, kind, at)
  const right = operand(expr.right, kind === 'add' ? 'multiply' : 'unary', at)
  return source(`${left} ${expr.operator} ${right}`, kind)
}

function templatePart(part: Expr, at: At): string {
  if (part.type === 'literal') return templateSource(String(part.value))
  return `\${${print(part, at).text}}`
}

/** `??` does not mix with && and || without brackets. */
function printCoalesce(expr: Extract<Expr, { type: 'coalesce' }>, at: At): Source {
  const left = operand(expr.value, expr.value.type === 'coalesce' ? 'coalesce' : 'equality', at)
  return source(`${left} ?? ${operand(expr.fallback, 'equality', at)}`, 'coalesce')
}

function printConditional(expr: Extract<Expr, { type: 'conditional' }>, at: At): Source {
  const { flow } = at.options
  const yes = { ...at, facts: flow.narrow(expr.test, true, at.facts) }
  const no = { ...at, facts: flow.narrow(expr.test, false, at.facts) }
  const test = operand(expr.test, 'coalesce', at)
  const branches = `${operand(expr.whenTrue, 'conditional', yes)} : ${operand(expr.whenFalse, 'conditional', no)}`
  return source(`${test} ? ${branches}`, 'conditional')
}
