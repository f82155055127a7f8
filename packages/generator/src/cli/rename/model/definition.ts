import type { ArrowFunctionExpression, CallExpression, Node, ObjectProperty } from 'oxc-parser'
import {
  constantsOf,
  defaultExportCall,
  keyName,
  type ParsedSource,
  unwrap,
  walkNodes,
} from '../../../read/index.ts'

/** The `entity(...)` a model file exports, to be asked for its parts. */
export interface Definition {
  /** The name of the entity. */
  name: string
  /** The literal that holds the name. */
  nameNode: Node
  options: Node | null
  /** The value of an option of the entity, constants followed; `null` when it is not written in the file. */
  part(option: string): Node | null
  /** A property of an object, constants followed. */
  property(object: Node | null, name: string): ObjectProperty | null
  /** What a name of a constant stands for. */
  value(node: Node): Node
  /** Every call of a plain name in the file. */
  calls(): { name: string; node: CallExpression }[]
  /** Every arrow of the file that is not inside another one. */
  arrows(): ArrowFunctionExpression[]
}

/** Reads the definition of a model file; `null` when the file exports none that can be followed. */
export function createDefinition({ program }: ParsedSource): Definition | null {
  const call = defaultExportCall(program)
  const nameNode = call?.arguments[0]
  if (nameNode?.type !== 'Literal' || typeof nameNode.value !== 'string') return null
  const constants = constantsOf(program)
  const value = (node: Node): Node => {
    const inner = unwrap(node)
    const constant = inner.type === 'Identifier' ? constants.get(inner.name) : undefined
    return constant ? unwrap(constant) : inner
  }
  const property = (object: Node | null, name: string): ObjectProperty | null => {
    const inner = object ? value(object) : null
    if (inner?.type !== 'ObjectExpression') return null
    const found = inner.properties.find((one) => keyName(one) === name)
    return found?.type === 'Property' ? found : null
  }
  const options = call?.arguments[1] ?? null
  return {
    name: nameNode.value,
    nameNode,
    options,
    part: (option) => {
      const found = property(options, option)
      return found ? value(found.value) : null
    },
    property,
    value,
    calls: () => callsIn(program),
    arrows: () => arrowsIn(program),
  }
}

function callsIn(program: Node): { name: string; node: CallExpression }[] {
  const calls: { name: string; node: CallExpression }[] = []
  walkNodes(program, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      calls.push({ name: node.callee.name, node })
    }
    return true
  })
  return calls
}

function arrowsIn(program: Node): ArrowFunctionExpression[] {
  const arrows: ArrowFunctionExpression[] = []
  walkNodes(program, (node) => {
    if (node.type !== 'ArrowFunctionExpression') return true
    arrows.push(node)
    return false
  })
  return arrows
}
