import type { EntityIR, ModelIR } from '@cambium/model/ir'
import type { ArrowFunctionExpression, Node } from 'oxc-parser'
import { keyName, unwrap, walkNodes } from '../../../read/index.ts'

/** A name of a record that an arrow speaks of, such as `status` in `(task) => task.status`. */
export interface Reference {
  entity: string
  name: string
  /** The name itself in the text, with its quotes where it has them. */
  node: Node
}

interface Meaning {
  entity: EntityIR
  many: boolean
}

interface Scope {
  /** What the names in reach stand for. */
  names: ReadonlyMap<string, Meaning>
  /** The record the arrow is about. */
  own: Meaning | null
  /** The name of the context, when it is not taken apart. */
  context: string | null
  model: ModelIR
}

/** Every name of a record an arrow of the model speaks of: rules, checks and formulas of `entity`. */
export function arrowReferences(
  arrow: ArrowFunctionExpression,
  entity: string,
  model: ModelIR,
): Reference[] {
  return referencesIn(arrow.body, scopeOf(arrow, entity, model))
}

function referencesIn(body: Node, scope: Scope): Reference[] {
  const found: Reference[] = []
  walkNodes(body, (node) => {
    if (node.type === 'MemberExpression') {
      const meaning = meaningOf(node.object, scope)
      const name = memberName(node)
      if (meaning && !meaning.many && name !== null) {
        found.push({ entity: meaning.entity.name, name, node: node.property })
      }
    }
    const inner = callbackOf(node, scope)
    if (!inner) return true
    found.push(...referencesIn(inner.object, scope), ...referencesIn(inner.arrow.body, inner.scope))
    return false
  })
  return found
}

/** `relation.some((record) => ...)`: what the parameter stands for inside. */
function callbackOf(
  node: Node,
  scope: Scope,
): { object: Node; arrow: ArrowFunctionExpression; scope: Scope } | null {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null
  const [argument] = node.arguments
  const meaning = meaningOf(node.callee.object, scope)
  if (argument?.type !== 'ArrowFunctionExpression' || !meaning?.many) return null
  const [parameter] = argument.params
  const names = new Map(scope.names)
  if (parameter?.type === 'Identifier') {
    names.set(parameter.name, { entity: meaning.entity, many: false })
  }
  return { object: node.callee.object, arrow: argument, scope: { ...scope, names } }
}

function scopeOf(arrow: ArrowFunctionExpression, entity: string, model: ModelIR): Scope {
  const own = meaningIn(model, entity)
  const names = new Map<string, Meaning>()
  const bind = (node: Node, meaning: Meaning | null) => {
    if (node.type === 'Identifier' && meaning) names.set(node.name, meaning)
  }
  const [row, second, third] = arrow.params
  if (row) bind(row, own)
  // a check takes (row, context), a rule (row, user, context)
  const context = second?.type === 'ObjectPattern' ? second : third
  if (second) bind(second, meaningIn(model, 'User'))
  if (context?.type === 'ObjectPattern') {
    for (const property of context.properties) {
      const isRow = ['next', 'previous'].includes(keyName(property) ?? '')
      if (isRow && property.type === 'Property') bind(property.value, own)
    }
  }
  const named = [third, second].find((parameter) => parameter?.type === 'Identifier')
  return { names, own, context: named?.type === 'Identifier' ? named.name : null, model }
}

function meaningIn(model: ModelIR, name: string, many = false): Meaning | null {
  const entity = model.entities.find((one) => one.name === name)
  return entity ? { entity, many } : null
}

function meaningOf(node: Node, scope: Scope): Meaning | null {
  const value = unwrap(node.type === 'ChainExpression' ? node.expression : node)
  if (value.type === 'Identifier') return scope.names.get(value.name) ?? null
  if (value.type !== 'MemberExpression') return null
  const name = memberName(value)
  const { object } = value
  const isContext = object.type === 'Identifier' && object.name === scope.context
  if (isContext && (name === 'next' || name === 'previous')) return scope.own
  const of = meaningOf(value.object, scope)
  if (of && !of.many && name !== null) return relationOf(of.entity, name, scope.model)
  return null
}

function relationOf(entity: EntityIR, name: string, model: ModelIR): Meaning | null {
  const one = entity.fields.find((field) => field.reference?.relation === name)?.reference
  if (one) return meaningIn(model, one.target)
  const many = entity.manyToMany.find((relation) => relation.name === name)
  if (many) return meaningIn(model, many.target, true)
  const inverse = entity.inverses.find((end) => end.name === name)
  return inverse ? meaningIn(model, inverse.source, inverse.kind !== 'one') : null
}

function memberName(node: Extract<Node, { type: 'MemberExpression' }>): string | null {
  const { property } = node
  if (!node.computed) return property.type === 'Identifier' ? property.name : null
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
}
