import type { EntityIR, Expr } from '@cambium/model/ir'
import { everyPart } from './children-of.ts'
import type { Schema } from './create-schema.ts'
import { type ExpressionType, simpleType } from './expression-type.ts'
import { type Bases, resolvePath } from './resolve-path.ts'

/** What an expression stands for, by its shape alone: nothing is refused here. */
export function inferType(schema: Schema, bases: Bases, expr: Expr): ExpressionType {
  switch (expr.type) {
    case 'literal':
      return literalType(expr.value)
    case 'path':
      return resolvePath(schema, bases, expr)?.type ?? { kind: 'unknown' }
    case 'count':
      return simpleType('integer')
    case 'sum':
    case 'min':
    case 'max':
      return numberType([inferType(schema, bases, expr.of)])
    case 'arithmetic':
      return numberType([inferType(schema, bases, expr.left), inferType(schema, bases, expr.right)])
    case 'concat':
      return simpleType('string')
    case 'coalesce':
      return joinTypes(
        inferType(schema, bases, expr.value),
        inferType(schema, bases, expr.fallback),
      )
    case 'conditional':
      return joinTypes(
        inferType(schema, bases, expr.whenTrue),
        inferType(schema, bases, expr.whenFalse),
      )
    default:
      return simpleType('boolean')
  }
}

/** The entities of the bases a purpose offers, and of every variable inside the expression. */
export function collectBases(schema: Schema, entity: EntityIR, expr: Expr | null): Bases {
  const bases = new Map<string, EntityIR>()
  for (const base of ['row', 'next', 'previous']) bases.set(base, entity)
  const user = schema.entity('User')
  if (user !== undefined) bases.set('user', user)
  for (const part of expr === null ? [] : everyPart(expr)) {
    if (!('variable' in part)) continue
    const target = schema.entity(part.entity)
    if (target !== undefined) bases.set(part.variable, target)
  }
  return bases
}

function literalType(value: string | number | boolean | null): ExpressionType {
  if (value === null) return { kind: 'null' }
  if (typeof value === 'boolean') return simpleType('boolean')
  if (typeof value === 'number') return simpleType(Number.isInteger(value) ? 'integer' : 'number')
  return { ...simpleType('string'), choices: [value] }
}

function numberType(parts: ExpressionType[]): ExpressionType {
  const integer = parts.every((part) => part.kind === 'value' && part.value === 'integer')
  return simpleType(integer ? 'integer' : 'number')
}

/** The type of a value that comes from either of two expressions; a string literal may stand for a date. */
function joinTypes(left: ExpressionType, right: ExpressionType): ExpressionType {
  if (left.kind === 'null') return right
  if (right.kind === 'null') return left
  if (left.kind !== 'value' || right.kind !== 'value') return { kind: 'unknown' }
  const wider = left.value === 'integer' || left.value === 'string' ? right.value : left.value
  const value = left.value === 'string' && right.value === 'string' ? 'string' : wider
  const choices =
    left.choices === null || right.choices === null ? null : [...left.choices, ...right.choices]
  return { kind: 'value', value, choices, scale: left.scale, field: null }
}
