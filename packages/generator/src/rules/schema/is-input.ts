import type { Expr } from '@cambium/model/ir'
import { everyPart } from './children-of.ts'
import type { Schema } from './create-schema.ts'
import { type Bases, resolvePath } from './resolve-path.ts'

/**
 * True when the expression is decided by what is known before any row is read: the caller, the clock, the values on
 * their way in and the ones before them. Literals alone are no input.
 */
export function isInput(schema: Schema, bases: Bases, expr: Expr): boolean {
  let known = false
  for (const part of everyPart(expr)) {
    if ('relation' in part) return false
    if (part.type === 'hasRole') known = true
    if (part.type !== 'path') continue
    if (part.base === 'user' && part.path.join('.') !== 'id') return false
    if (!['user', 'ctx', 'next', 'previous'].includes(part.base)) return false
    const resolved = resolvePath(schema, bases, part)
    if (resolved === undefined || resolved.hops.length > 0) return false
    known = true
  }
  return known
}
