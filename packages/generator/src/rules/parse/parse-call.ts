import type { Expr } from '@cambium/model/ir'
import type { ArrayExpression, CallExpression, Expression } from 'oxc-parser'
import { nearestName } from '../problem-list.ts'
import type { Segment } from './marks.ts'
import type { Names, ParseContext } from './parse-context.ts'
import { parseRelationCall, relationCalls } from './parse-relation-call.ts'

const calls = ['hasRole', 'includes', ...relationCalls]

/** `user.hasRole()`, `[...].includes()` and the questions to a relation. */
export function parseCall(context: ParseContext, node: CallExpression, names: Names): Expr | null {
  const callee = unwrap(node.callee)
  if (
    callee.type !== 'MemberExpression' ||
    callee.property.type !== 'Identifier' ||
    node.optional
  ) {
    return refuseCall(
      context,
      node.start,
      'calls of functions are not part of the language of rules',
    )
  }
  const name = callee.property.name
  const object = unwrap(callee.object)
  if (!callee.computed && name === 'includes' && object.type === 'ArrayExpression') {
    return parseIncludes(context, { node, list: object, names })
  }
  if (!callee.computed && name === 'hasRole') return parseHasRole(context, node, names)
  if (!callee.computed && isRelationCall(name)) {
    return parseRelationCall(context, { name, node, object: callee.object, names })
  }
  if (name === 'includes') {
    context.problems.refuse('list', callee.object.start, {
      message: 'includes() is asked of a list that is written in the rule',
      hint: "['a', 'b'].includes(row.field)",
    })
    return null
  }
  return refuseCall(
    context,
    callee.property.start,
    `.${name}() is not part of the language of rules`,
    name,
  )
}

function refuseCall(context: ParseContext, offset: number, message: string, name = ''): null {
  context.problems.refuse('call', offset, {
    message,
    hint: `the calls are ${calls.join(', ')}`,
    nearest: nearestName(name, calls),
  })
  return null
}

function parseHasRole(context: ParseContext, node: CallExpression, names: Names): Expr | null {
  const callee = unwrap(node.callee)
  if (callee.type !== 'MemberExpression') return null
  const user = context.expression(callee.object, names)
  if (user.type !== 'path' || user.base !== 'user' || user.path.length > 0) {
    return refuseCall(context, callee.property.start, 'only the user who calls has hasRole()')
  }
  const roles: string[] = []
  for (const argument of node.arguments) {
    if (argument.type !== 'Literal' || typeof argument.value !== 'string') {
      return refuseCall(context, argument.start, 'a role is named by a string literal')
    }
    roles.push(argument.value)
    checkRole(context, argument.value, argument.start)
  }
  if (roles.length === 0) return refuseCall(context, node.start, 'hasRole() names a role')
  return context.marks.at({ type: 'hasRole', roles }, node)
}

function checkRole(context: ParseContext, role: string, offset: number): void {
  const { roles } = context.site
  if (roles === undefined || role === 'admin' || roles.includes(role)) return
  context.problems.refuse('unknownRole', offset, {
    message: `there is no role ${role}`,
    hint: `the roles are ${[...new Set([...roles, 'admin'])].join(', ')}`,
    nearest: nearestName(role, [...roles, 'admin']),
  })
}

interface IncludesCall {
  node: CallExpression
  list: ArrayExpression
  names: Names
}

function parseIncludes(context: ParseContext, { node, list, names }: IncludesCall): Expr | null {
  const values: (string | number | boolean)[] = []
  const items: Segment[] = []
  for (const element of list.elements) {
    const item = element === null || element.type === 'SpreadElement' ? null : element
    const literal = item === null ? null : context.expression(item, names)
    if (literal?.type !== 'literal' || literal.value === null) {
      context.problems.refuse('list', element?.start ?? list.start, {
        message: 'the list of includes() holds strings, numbers or booleans',
      })
      return null
    }
    values.push(literal.value)
    items.push({ offset: element?.start ?? list.start, optional: false })
  }
  const [argument] = node.arguments
  if (argument === undefined || argument.type === 'SpreadElement' || node.arguments.length > 1) {
    return refuseCall(context, node.start, 'includes() takes one value')
  }
  const value = context.expression(argument, names)
  if (values.length > 0) {
    const { start, end } = node
    const included: Expr = { type: 'in', value, list: values }
    return context.marks.set(included, { start, end, segments: items })
  }
  context.problems.refuse('list', list.start, { message: 'an empty list includes nothing' })
  return null
}

function isRelationCall(name: string): name is (typeof relationCalls)[number] {
  return relationCalls.some((known) => known === name)
}

/** Without brackets and the mark of an optional chain. */
function unwrap(node: Expression): Expression {
  if (node.type !== 'ParenthesizedExpression' && node.type !== 'ChainExpression') return node
  return unwrap(node.expression)
}
