import type { FuncCall } from 'libpg-query'
import { namesOf } from '../postgres-parser/index.ts'
import { familyOf } from './column-family.ts'
import type { NodeContext } from './node-context.ts'
import { isCondition } from './read-cast.ts'
import type { SqlExpr } from './sql-expr.ts'

const unknown: SqlExpr = { type: 'unknown' }

/** The few functions that are understood. */
export function readCall(context: NodeContext, call: FuncCall): SqlExpr {
  const name = namesOf(call.funcname)
  const values = (call.args ?? []).map((part) => context.read(part))
  const [first = unknown] = values
  const isLone = values.length === 1
  if (isLone && /^(length|char_length|character_length)$/.test(name)) {
    return isText(first) ? { type: 'length', value: first } : unknown
  }
  if (isLone && /^(btrim|trim)$/.test(name)) {
    return isText(first) ? { type: 'trimmed', value: first } : unknown
  }
  if (name === 'num_nonnulls' || name === 'num_nulls') return countOf(name, values)
  if (name === 'now' && values.length === 0) return { type: 'now' }
  if (name === 'ifnull' && values.length === 2) return { type: 'coalesce', values }
  if (name === 'concat') return { type: 'concat', parts: values.map(orEmpty) }
  return unknown
}

function isText(expr: SqlExpr): boolean {
  if (expr.type === 'trimmed') return true
  return expr.type === 'column' && familyOf(expr.column) === 'text'
}

function countOf(name: string, values: SqlExpr[]): SqlExpr {
  if (values.some((value) => value.type !== 'column')) return unknown
  const count: SqlExpr = { type: 'countPresent', values }
  if (name === 'num_nonnulls') return count
  const all: SqlExpr = { type: 'number', digits: String(values.length) }
  return { type: 'arithmetic', operator: '-', left: all, right: count }
}

/** `concat()` leaves null out. */
function orEmpty(value: SqlExpr): SqlExpr {
  if (isCondition(value)) return unknown
  if (value.type === 'string') return value
  return value.type === 'column' && familyOf(value.column) === 'text'
    ? { type: 'coalesce', values: [value, { type: 'string', text: '' }] }
    : unknown
}
