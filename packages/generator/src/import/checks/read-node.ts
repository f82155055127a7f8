import type { A_Const, Node } from 'libpg-query'
import { fieldsOf } from '../postgres-parser/index.ts'
import type { NodeContext } from './node-context.ts'
import { readCall } from './read-call.ts'
import { readCast } from './read-cast.ts'
import { readOperator } from './read-operator.ts'
import type { SqlExpr, SqlLiteral } from './sql-expr.ts'

const unknown: SqlExpr = { type: 'unknown' }

/** What is understood of a tree of PostgreSQL's parser. */
export function readTree(given: Omit<NodeContext, 'read'>, node: Node): SqlExpr {
  const context: NodeContext = { ...given, read: (part) => readNode(context, part) }
  return context.read(node)
}

function readNode(context: NodeContext, node: Node | undefined): SqlExpr {
  if (node === undefined) return unknown
  const { read } = context
  if ('A_Const' in node) return literalOf(node.A_Const)
  if ('ColumnRef' in node) return columnOf(context, node)
  if ('A_Expr' in node) return readOperator(context, node.A_Expr)
  if ('TypeCast' in node) return readCast(context, node.TypeCast)
  if ('FuncCall' in node) return readCall(context, node.FuncCall)
  if ('BoolExpr' in node) {
    const parts = (node.BoolExpr.args ?? []).map(read)
    if (node.BoolExpr.boolop === 'NOT_EXPR') return { type: 'not', operand: parts[0] ?? unknown }
    return node.BoolExpr.boolop === 'AND_EXPR' ? { type: 'and', parts } : anyOf(parts)
  }
  if ('NullTest' in node) {
    const negated = node.NullTest.nulltesttype === 'IS_NOT_NULL'
    return { type: 'isNull', operand: read(node.NullTest.arg), negated }
  }
  return readRarerNode(context, node)
}

function readRarerNode(context: NodeContext, node: Node): SqlExpr {
  const { read } = context
  if ('BooleanTest' in node) {
    const [, not, value] =
      /^IS_(NOT_)?(TRUE|FALSE)$/.exec(node.BooleanTest.booltesttype ?? '') ?? []
    if (value === undefined) return unknown
    const operand = read(node.BooleanTest.arg)
    return { type: 'isTruth', operand, value: value === 'TRUE', negated: not !== undefined }
  }
  if ('CoalesceExpr' in node) {
    return { type: 'coalesce', values: (node.CoalesceExpr.args ?? []).map(read) }
  }
  if ('CaseExpr' in node && node.CaseExpr.arg === undefined) {
    const branches = (node.CaseExpr.args ?? []).map((part) =>
      'CaseWhen' in part
        ? { test: read(part.CaseWhen.expr), value: read(part.CaseWhen.result) }
        : { test: unknown, value: unknown },
    )
    const { defresult } = node.CaseExpr
    return {
      type: 'case',
      branches,
      otherwise: defresult === undefined ? { type: 'null' } : read(defresult),
    }
  }
  if ('SQLValueFunction' in node) {
    return node.SQLValueFunction.op === 'SVFOP_CURRENT_TIMESTAMP' ? { type: 'now' } : unknown
  }
  return unknown
}

function literalOf(constant: A_Const): SqlLiteral | { type: 'unknown' } {
  if (constant.isnull === true) return { type: 'null' }
  if (constant.ival !== undefined) {
    return { type: 'number', digits: String(constant.ival.ival ?? 0) }
  }
  if (constant.fval !== undefined) {
    const digits = constant.fval.fval ?? '0'
    return /^-?\d*\.?\d+$/.test(digits) ? { type: 'number', digits } : { type: 'unknown' }
  }
  if (constant.boolval !== undefined) {
    return { type: 'truth', value: constant.boolval.boolval === true }
  }
  if (constant.sval !== undefined) return { type: 'string', text: constant.sval.sval ?? '' }
  return { type: 'unknown' }
}

/** SQLite takes a quoted name that no column has for a text, and has no case in names. */
function columnOf({ columns, dialect, text }: NodeContext, node: Node): SqlExpr {
  const name = fieldsOf(node)?.at(-1)
  if (name === undefined || !('ColumnRef' in node)) return unknown
  const folded = name.toLowerCase()
  const column = columns.find((candidate) =>
    dialect === 'sqlite' ? candidate.name.toLowerCase() === folded : candidate.name === name,
  )
  if (column !== undefined) return { type: 'column', column }
  const isQuoted = text[node.ColumnRef.location ?? 0] === 0x22
  return dialect === 'sqlite' && isQuoted ? { type: 'string', text: name } : unknown
}

/** `a = 'x' or a = 'y'` is `a in ('x', 'y')`. */
function anyOf(parts: SqlExpr[]): SqlExpr {
  const merged: SqlExpr[] = []
  for (const part of parts.map(asList)) {
    const same = merged.find((other) => other.type === 'in' && isSameValue(other, part))
    if (same?.type === 'in' && part.type === 'in') same.list.push(...part.list)
    else merged.push(part)
  }
  const [only, another] = merged
  return only !== undefined && another === undefined ? only : { type: 'or', parts: merged }
}

function asList(part: SqlExpr): SqlExpr {
  if (part.type === 'in' && !part.negated) return { ...part, list: [...part.list] }
  if (part.type !== 'compare' || part.operator !== '=' || part.left.type !== 'column') return part
  const { right } = part
  if (right.type !== 'string' && right.type !== 'number') return part
  return { type: 'in', value: part.left, list: [right], negated: false }
}

function isSameValue(other: SqlExpr, part: SqlExpr): boolean {
  if (other.type !== 'in' || part.type !== 'in' || other.negated || part.negated) return false
  return (
    other.value.type === 'column' &&
    part.value.type === 'column' &&
    other.value.column === part.value.column
  )
}
