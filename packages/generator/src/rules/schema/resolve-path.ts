import type { EntityIR, Expr } from '@cambium/model/ir'
import type { Schema } from './create-schema.ts'
import { type ExpressionType, fieldType, simpleType } from './expression-type.ts'
import type { FieldMember, ManyMember, OneMember } from './member.ts'

/** The entity of each base and variable of one expression. Variables are unique inside an expression. */
export type Bases = ReadonlyMap<string, EntityIR>

export type PathExpr = Extract<Expr, { type: 'path' }>

/** A path taken apart: the to-one relations it goes through, and what it ends at. */
export interface ResolvedPath {
  base: string
  hops: OneMember[]
  /** null: the path ends at the record reached by the last hop, or at the base itself. */
  last: FieldMember | ManyMember | null
  type: ExpressionType
}

/** Follows a path through the model; undefined where a name leads nowhere. */
export function resolvePath(
  schema: Schema,
  bases: Bases,
  path: PathExpr,
): ResolvedPath | undefined {
  if (path.base === 'ctx') return resolveClock(path)
  const start = bases.get(path.base)
  if (start === undefined) return resolveUserId(path)
  let entity = start
  const hops: OneMember[] = []
  for (const [index, name] of path.path.entries()) {
    const member = schema.member(entity, name)
    if (member === undefined) return undefined
    if (member.kind === 'one') {
      hops.push(member)
      entity = member.target
      continue
    }
    if (index !== path.path.length - 1) return undefined
    const type: ExpressionType =
      member.kind === 'field' ? fieldType(member.field) : { kind: 'many', entity: member.target }
    return { base: path.base, hops, last: member, type }
  }
  return { base: path.base, hops, last: null, type: { kind: 'record', entity } }
}

function resolveClock(path: PathExpr): ResolvedPath | undefined {
  if (path.path.join('.') !== 'now') return undefined
  return { base: 'ctx', hops: [], last: null, type: simpleType('instant') }
}

/** In a model without a User entity, the user still has an id. */
function resolveUserId(path: PathExpr): ResolvedPath | undefined {
  if (path.base !== 'user' || path.path.join('.') !== 'id') return undefined
  return { base: 'user', hops: [], last: null, type: simpleType('string') }
}
