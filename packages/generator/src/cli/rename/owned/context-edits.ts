import type { Node } from 'oxc-parser'
import { keyName, walkNodes } from '../../../read/index.ts'
import type { TextEdit } from '../text-edit.ts'

/** A name that goes by another one from now on. */
export interface NewName {
  from: string
  to: string
}

const repositories: ReadonlySet<string> = new Set(['system', 'db'])

/**
 * The edits of `system.Order`, `db.Order` and `context.system.Order` in what `hooks(...)` is given. The type checker finds
 * the places of no member whose type is worked out, as that of these is.
 */
export function contextEdits(methods: Node, { from, to }: NewName): TextEdit[] {
  const edits: TextEdit[] = []
  walkNodes(methods, (node) => {
    const isFunction = node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
    const [parameter] = isFunction ? node.params : []
    if (!isFunction || !parameter) return true
    const given = givenNames(parameter)
    const isGiven = (name: string): boolean => !isNamedAgain(node, name)
    walkNodes(node, (inner) => {
      if (inner.type !== 'MemberExpression' || inner.computed) return true
      const { object, property } = inner
      if (property.type === 'Identifier' && property.name === from && isGivenTo(object)) {
        edits.push({ start: property.start, end: property.end, text: to })
      }
      return true
    })
    return false

    function isGivenTo(object: Node): boolean {
      if (object.type === 'Identifier') return given.direct.has(object.name) && isGiven(object.name)
      if (object.type === 'CallExpression') return isCrossTenant(object.callee, isGivenTo)
      if (object.type !== 'MemberExpression' || object.computed) return false
      const { object: whole, property } = object
      const isContext = whole.type === 'Identifier' && whole.name === given.whole
      return (
        isContext &&
        isGiven(whole.name) &&
        property.type === 'Identifier' &&
        repositories.has(property.name)
      )
    }
  })
  return edits
}

function isCrossTenant(callee: Node, isGivenTo: (object: Node) => boolean): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return false
  const { object, property } = callee
  return property.type === 'Identifier' && property.name === 'crossTenant' && isGivenTo(object)
}

interface Given {
  /** The names of `system` and `db`. */
  direct: ReadonlySet<string>
  /** The name of all of it, where it is not taken apart. */
  whole: string | null
}

function givenNames(parameter: Node): Given {
  if (parameter.type === 'Identifier') return { direct: new Set(), whole: parameter.name }
  if (parameter.type !== 'ObjectPattern') return { direct: new Set(), whole: null }
  const direct = parameter.properties.flatMap((one) => {
    const isOne = one.type === 'Property' && repositories.has(keyName(one) ?? '')
    return isOne && one.value.type === 'Identifier' ? [one.value.name] : []
  })
  return { direct: new Set(direct), whole: null }
}

/** Whether something within is called the same, so that the name may mean that. */
function isNamedAgain(method: Node, name: string): boolean {
  let times = 0
  walkNodes(method, (node) => {
    if (node.type === 'VariableDeclarator') times += boundIn(node.id, name)
    const isFunction =
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression' ||
      node.type === 'FunctionDeclaration'
    if (isFunction) for (const parameter of node.params) times += boundIn(parameter, name)
    if (node.type === 'CatchClause' && node.param) times += boundIn(node.param, name)
    return true
  })
  return times > 1
}

function boundIn(pattern: Node, name: string): number {
  let times = 0
  walkNodes(pattern, (node) => {
    if (node.type === 'Property') {
      times += boundIn(node.value, name)
      return false
    }
    if (node.type === 'Identifier' && node.name === name) times++
    return true
  })
  return times
}
