import type { EntityIR, Expr } from '@cambium/model/ir'
import type { ArrowFunctionExpression, CallExpression, Expression } from 'oxc-parser'
import { inferType } from '../schema/index.ts'
import { expressionBody } from './expression-body.ts'
import type { Names, ParseContext } from './parse-context.ts'
import { isRefused } from './refused-part.ts'

/** What a to-many relation can be asked. */
export const relationCalls = ['some', 'every', 'none', 'count', 'sum', 'min', 'max'] as const

export interface RelationCall {
  name: (typeof relationCalls)[number]
  node: CallExpression
  object: Expression
  names: Names
}

/** `relation.some((record) => condition)` and the like. */
export function parseRelationCall(context: ParseContext, call: RelationCall): Expr | null {
  const relation = context.expression(call.object, call.names)
  if (isRefused(relation)) return null
  const type = inferType(context.schema, context.bases, relation)
  if (type.kind !== 'many' || relation.type !== 'path') {
    context.problems.refuse('call', call.object.start, {
      message: `${call.name}() is asked of a relation that leads to many records`,
      ...(type.kind === 'record' && { hint: 'this leads to one record: use its fields' }),
    })
    return null
  }
  const variable = freeName(context, parameterName(call))
  context.bases.set(variable, type.entity)
  if (call.name === 'count' && call.node.arguments.length === 0) {
    return context.marks.at(
      { type: 'count', relation, variable, entity: type.entity.name, where: null },
      call.node,
    )
  }
  const body = parseCallback(context, call, variable)
  if (body === null) return null
  return context.marks.at(
    relationExpr(call.name, { relation, variable, body, entity: type.entity }),
    call.node,
  )
}

interface RelationParts {
  relation: Expr
  variable: string
  body: Expr
  entity: EntityIR
}

function relationExpr(name: RelationCall['name'], parts: RelationParts): Expr {
  const { relation, variable, body } = parts
  const entity = parts.entity.name
  if (name === 'sum' || name === 'min' || name === 'max') {
    return { type: name, relation, variable, entity, of: body }
  }
  return { type: name, relation, variable, entity, where: body }
}

function parseCallback(context: ParseContext, call: RelationCall, variable: string): Expr | null {
  const arrow = callbackOf(call)
  const body = arrow === null ? null : expressionBody(arrow)
  const parameter = arrow?.params[0]
  if (arrow === null || body === null || parameter?.type !== 'Identifier') {
    const [argument] = call.node.arguments
    context.problems.refuse('callback', argument?.start ?? call.node.end - 1, {
      message: `${call.name}() takes an arrow of one parameter with a single expression`,
      hint: `${call.name}((x) => ...)`,
    })
    return null
  }
  const names = new Map(call.names).set(parameter.name, { base: variable })
  return context.expression(body, names)
}

/** The only argument, when it is an arrow of one parameter. */
function callbackOf(call: RelationCall): ArrowFunctionExpression | null {
  const [argument] = call.node.arguments
  if (call.node.arguments.length !== 1 || argument?.type !== 'ArrowFunctionExpression') return null
  return argument.params.length === 1 && !argument.async ? argument : null
}

function parameterName(call: RelationCall): string {
  const [argument] = call.node.arguments
  if (argument?.type !== 'ArrowFunctionExpression') return 'x'
  const [parameter] = argument.params
  return parameter?.type === 'Identifier' ? parameter.name : 'x'
}

const ownBases = ['row', 'user', 'next', 'previous', 'ctx', 'now']

/** Variables are unique in an expression, so that a path says by itself where it starts. */
function freeName(context: ParseContext, wanted: string): string {
  const taken = (name: string): boolean => context.bases.has(name) || ownBases.includes(name)
  if (!taken(wanted)) return wanted
  let number = 2
  while (taken(`${wanted}${number}`)) number += 1
  return `${wanted}${number}`
}
