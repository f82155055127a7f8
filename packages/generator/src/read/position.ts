import type { Node } from 'oxc-parser'
import type { Span } from './diagnostic.ts'
import {
  constantsOf,
  defaultExportCall,
  keyName,
  type ParsedSource,
  unwrap,
} from './parse-source.ts'

/** Where a path of the model stands in its file. */
export interface Position {
  span: Span
  /** Where the text of the value begins: an offset into an arrow counts from here. */
  valueStart: number
}

/** The names a finding uses for the first argument of a call. */
const firstArgument: ReadonlySet<string> = new Set(['values', 'target', 'element'])

interface Found {
  value: Node
  span: Span
}

/**
 * The position of a path inside the definition a file exports: `['fields', 'title', 'max']`. When a step is not
 * written in the file, the deepest part that is; `null` when the file exports no call.
 */
export function positionOf(source: ParsedSource, path: readonly string[]): Position | null {
  const call = source.definition ?? defaultExportCall(source.program)
  if (!call) return null
  const constants = constantsOf(source.program)
  let current: Found = { value: call, span: call.callee }
  for (const segment of path) {
    const next = step(resolved(current.value, constants), segment)
    if (!next) continue
    current = next
  }
  const value = unwrap(current.value)
  const { start, end } = current.span
  return { span: { start, end: endOfLine(source.text, start, end) }, valueStart: value.start }
}

function resolved(node: Node, constants: Map<string, Node>): Node {
  const value = unwrap(node)
  if (value.type !== 'Identifier') return value
  const constant = constants.get(value.name)
  return constant ? unwrap(constant) : value
}

function step(node: Node, segment: string): Found | null {
  switch (node.type) {
    case 'ObjectExpression':
      return propertyOf(node, segment)
    case 'ArrayExpression':
      return elementOf(node.elements, segment)
    case 'CallExpression':
      return argumentOf(node, segment)
    default:
      return null
  }
}

function propertyOf(
  object: Extract<Node, { type: 'ObjectExpression' }>,
  segment: string,
): Found | null {
  // `assigneeId` is the stored field of the relation written as `assignee`
  const names = segment.endsWith('Id') ? [segment, segment.slice(0, -2)] : [segment]
  for (const name of names) {
    const property = object.properties.find((one) => keyName(one) === name)
    if (property?.type === 'Property') return { value: property.value, span: property }
  }
  return null
}

function elementOf(elements: readonly (Node | null)[], segment: string): Found | null {
  const element = /^\d+$/.test(segment) ? elements[Number(segment)] : null
  return element ? { value: element, span: element } : null
}

function argumentOf(
  call: Extract<Node, { type: 'CallExpression' }>,
  segment: string,
): Found | null {
  const list = call.arguments.map(unwrap)
  for (const argument of list) {
    const found = argument.type === 'ObjectExpression' ? propertyOf(argument, segment) : null
    if (found) return found
  }
  if (firstArgument.has(segment)) return elementOf(list, '0')
  if (segment === 'expression') return elementOf(list, '1')
  return elementOf(list, segment)
}

/** A span over several lines is shown by its first one. */
function endOfLine(text: string, start: number, end: number): number {
  const newline = text.indexOf('\n', start)
  return newline < 0 || newline > end ? end : newline
}
