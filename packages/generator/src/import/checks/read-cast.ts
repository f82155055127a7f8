import type { Node, TypeCast } from 'libpg-query'
import { namesOf } from '../postgres-parser/index.ts'
import { familyOf } from './column-family.ts'
import type { NodeContext } from './node-context.ts'
import type { SqlExpr } from './sql-expr.ts'

const unknown: SqlExpr = { type: 'unknown' }
const texts = new Set(['text', 'varchar', 'bpchar', 'citext', 'name'])
const wholes = new Set(['int2', 'int4', 'int8', 'integer', 'int', 'bigint', 'smallint'])
const numbers = new Set([...wholes, 'numeric', 'float8', 'real', 'float4'])
const instants = new Set(['timestamp', 'timestamptz'])

/** A cast, where it changes no value; else unknown. */
export function readCast(context: NodeContext, { arg, typeName }: TypeCast): SqlExpr {
  const target = namesOf(typeName?.names)
  if ((typeName?.arrayBounds ?? []).length > 0) return unknown
  const hasLength = (typeName?.typmods ?? []).length > 0
  const inner = context.read(arg)
  if (inner.type === 'string') return castText(inner.text, target)
  if (inner.type === 'null') return inner
  if (hasLength) return unknown
  if (inner.type === 'number') return numbers.has(target) ? inner : unknown
  if (isCondition(inner)) {
    if (target === 'bool') return inner
    return wholes.has(target) ? { type: 'asNumber', operand: inner } : unknown
  }
  return keepsValue(inner, target) ? inner : unknown
}

function castText(text: string, target: string): SqlExpr {
  if (numbers.has(target)) {
    return /^-?\d+(\.\d+)?$/.test(text) ? { type: 'number', digits: text } : unknown
  }
  if (target === 'bool') {
    if (/^(t|true|yes|on|1)$/i.test(text)) return { type: 'truth', value: true }
    return /^(f|false|no|off|0)$/i.test(text) ? { type: 'truth', value: false } : unknown
  }
  return target === 'interval' ? unknown : { type: 'string', text }
}

function keepsValue(inner: SqlExpr, target: string): boolean {
  if (inner.type === 'length' || inner.type === 'countPresent') return numbers.has(target)
  if (inner.type === 'trimmed') return texts.has(target)
  if (inner.type === 'now') return instants.has(target)
  if (inner.type !== 'column') return false
  switch (familyOf(inner.column)) {
    case 'text':
    case 'choice':
      return texts.has(target)
    case 'integer':
      return target === 'int8' || target === 'int4' || target === 'numeric' || target === 'float8'
    case 'number':
      return target === 'float8'
    case 'decimal':
      return target === 'numeric'
    case 'instant':
      return instants.has(target)
    case 'date':
      return target === 'date'
    default:
      return false
  }
}

/** True for what is true, false or null. */
export function isCondition(expr: SqlExpr): boolean {
  if (expr.type === 'column') return familyOf(expr.column) === 'boolean'
  return conditions.has(expr.type)
}

const conditions = new Set<SqlExpr['type']>([
  'compare',
  'same',
  'and',
  'or',
  'not',
  'isNull',
  'isTruth',
  'in',
  'match',
  'truth',
])

/** The literals of `array['a', 'b']` or `'{a,b}'::text[]`; `null` for anything else. */
export function arrayItems(context: NodeContext, node: Node | undefined): SqlExpr[] | null {
  if (node === undefined) return null
  if ('A_ArrayExpr' in node) {
    return (node.A_ArrayExpr.elements ?? []).map((part) => context.read(part))
  }
  if ('TypeCast' in node && (node.TypeCast.typeName?.arrayBounds ?? []).length > 0) {
    return arrayItems(context, node.TypeCast.arg)
  }
  if (!('A_Const' in node)) return null
  const text = node.A_Const.sval?.sval ?? ''
  if (!/^\{[^"\\{}]+\}$/.test(text)) return null
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? unknown : { type: 'string', text: item }))
}
