import type { EntityIR, Expr } from '@cambium/model/ir'
import type { Expression, MemberExpression } from 'oxc-parser'
import { nearestName } from '../problem-list.ts'
import { inferType, type PathExpr } from '../schema/index.ts'
import type { Names, ParseContext } from './parse-context.ts'
import { isRefused } from './refused-part.ts'

type IdentifierNode = Extract<Expression, { type: 'Identifier' }>

/** A parameter of the arrow, or of the arrow of some() and the like. */
export function parseIdentifier(
  context: ParseContext,
  node: IdentifierNode,
  names: Names,
): Expr | null {
  const binding = names.get(node.name)
  if (binding !== undefined) {
    const path = binding.base === 'now' ? ['now'] : []
    const base = binding.base === 'now' ? 'ctx' : binding.base
    return context.marks.at({ type: 'path', base, path }, node)
  }
  if (node.name === 'undefined') {
    context.problems.refuse('notAllowed', node.start, {
      message: 'undefined is not part of the language of rules',
      hint: 'compare with null; a relation that leads nowhere is null',
    })
    return null
  }
  context.problems.refuse('unknownName', node.start, {
    message: `${node.name} is not a parameter of this expression, which sees nothing else`,
    nearest: nearestName(node.name, [...names.keys()]),
  })
  return null
}

/** `object.name` and `object?.name`. */
export function parseMember(
  context: ParseContext,
  node: MemberExpression,
  names: Names,
): Expr | null {
  const { property } = node
  if (node.computed || property.type !== 'Identifier') {
    context.problems.refuse('computedMember', node.computed ? node.object.end : property.start, {
      message: 'members are named with a dot',
    })
    return null
  }
  const object = context.expression(node.object, names)
  const member: MemberText = {
    name: property.name,
    offset: property.start,
    optional: node.optional,
  }
  if (isRefused(object)) return null
  if (object.type !== 'path') {
    return refuseMember(context, member, `.${member.name} of this is not part of the language`)
  }
  if (object.base === 'ctx') return contextMember(context, object, member)
  if (closesChain(node.object) && !node.optional && isOptionalPath(context, object)) {
    context.problems.refuse('nullRelation', member.offset, {
      message: `what stands in brackets may be undefined, so .${member.name} may fail`,
      hint: 'leave the brackets out',
    })
    return null
  }
  return extendPath(context, object, member)
}

/** One name after a dot. */
interface MemberText {
  name: string
  offset: number
  optional: boolean
}

function extendPath(context: ParseContext, object: PathExpr, member: MemberText): Expr | null {
  const type = inferType(context.schema, context.bases, object)
  const path: PathExpr = { type: 'path', base: object.base, path: [...object.path, member.name] }
  const { start, segments } = context.marks.of(object)
  const { offset, optional } = member
  const end = offset + member.name.length
  context.marks.set(path, { start, end, segments: [...segments, { offset, optional }] })
  if (type.kind === 'record') return checkMember(context, type.entity, { path, member })
  if (object.base === 'user' && object.path.length === 0) {
    if (member.name === 'id') return path
    context.problems.refuse('noUser', offset, {
      message: `the model has no entity User, so the user has no ${member.name}`,
      hint: 'the user has id and hasRole()',
    })
    return null
  }
  if (type.kind === 'many') {
    return refuseMember(
      context,
      member,
      `${object.path.at(-1)} leads to many records, which have no ${member.name}`,
      member.name === 'length' ? 'write count()' : 'ask with some(), every(), none() or count()',
    )
  }
  return refuseMember(context, member, `${object.path.at(-1)} is a value and has no ${member.name}`)
}

function checkMember(
  context: ParseContext,
  entity: EntityIR,
  { path, member }: { path: PathExpr; member: MemberText },
): Expr | null {
  const { name } = member
  const found = context.schema.member(entity, name)
  if (found === undefined) {
    const held = heldIn(entity, name)
    context.problems.refuse('unknownMember', member.offset, {
      message: held
        ? `${name} of ${entity.name} is made of ${held.join(' and ')}`
        : `${entity.name} has no field or relation ${name}`,
      ...(held && { hint: `compare ${held.join(' and ')}` }),
      nearest: held ? null : nearestName(name, context.schema.memberNames(entity)),
    })
    return null
  }
  if (found.kind === 'many' && (path.base === 'next' || path.base === 'previous')) {
    context.problems.refuse('inputRelation', member.offset, {
      message: `${path.base} has no ${name}: many records are asked of the row`,
    })
    return null
  }
  return path
}

/** The fields that a key of several is made of, and that rules speak of in place of it. */
function heldIn({ key, fields }: EntityIR, name: string): string[] | null {
  if (name === 'id' && key.kind === 'composite') return key.fields
  return fields.find((field) => field.name === name)?.reference?.fields ?? null
}

function contextMember(context: ParseContext, object: PathExpr, member: MemberText): Expr | null {
  const known = context.site.purpose === 'check' ? ['previous', 'now'] : ['next', 'now']
  const { name, offset } = member
  if (object.path.length > 0) return refuseMember(context, member, `now has no ${name}`)
  if (!known.includes(name)) {
    context.problems.refuse('unknownMember', offset, {
      message: `there is no ${name} here`,
      hint: `there is ${known.join(' and ')}`,
      nearest: nearestName(name, known),
    })
    return null
  }
  const path: PathExpr =
    name === 'now'
      ? { type: 'path', base: 'ctx', path: ['now'] }
      : { type: 'path', base: name, path: [] }
  return context.marks.at(path, context.marks.of(object))
}

function refuseMember(
  context: ParseContext,
  member: MemberText,
  message: string,
  hint?: string,
): null {
  context.problems.refuse('unknownMember', member.offset, hint ? { message, hint } : { message })
  return null
}

/** `(a?.b).c`: the brackets end the chain, so that .c is asked of undefined too. */
function closesChain(node: Expression): boolean {
  return node.type === 'ParenthesizedExpression' || node.type === 'ChainExpression'
}

function isOptionalPath(context: ParseContext, path: PathExpr): boolean {
  return context.marks.of(path).segments.some((segment) => segment.optional)
}
