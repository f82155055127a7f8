import type { EntityIR, Expr, ExpressionIR } from '@cambium/model/ir'
import { collectBases, everyPart, resolvePath, type Schema } from './schema/index.ts'

/** What an expression needs to be decided. */
export type ExpressionNeeds = Pick<ExpressionIR, 'needsUser' | 'needsNext' | 'pure' | 'reads'>

/** Looks through an expression for the caller, the final values and other rows. */
export function describeExpression(expr: Expr, entity: EntityIR, schema: Schema): ExpressionNeeds {
  const bases = collectBases(schema, entity, expr)
  const reads = new Set<string>()
  let needsUser = false
  let needsNext = false
  for (const part of everyPart(expr)) {
    if (part.type === 'hasRole') needsUser = true
    if ('relation' in part) reads.add(part.entity)
    if (part.type !== 'path') continue
    if (part.base === 'user') needsUser = true
    if (part.base === 'user' && part.path.join('.') !== 'id') reads.add('User')
    if (part.base === 'next') needsNext = true
    for (const hop of resolvePath(schema, bases, part)?.hops ?? []) reads.add(hop.target.name)
  }
  return { needsUser, needsNext, pure: reads.size === 0, reads: [...reads].sort() }
}
