import type { CallExpression, Node } from 'oxc-parser'
import { keyName, parseSource, type SourceFile, walkNodes } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'
import { contextEdits } from './context-edits.ts'

/**
 * The edits in hooks that can only mean what is renamed: the entity in `hooks('Order', ...)` and in `system.Order` of what a
 * hook is given, and the field in its `changed.has('phone')` and `fail(422, 'Not a number', 'phone')`.
 */
export function hooksEdits(file: SourceFile, { subject }: { subject: Subject }): TextEdit[] {
  if (!/from\s*['"]@cambium\/runtime\/hooks['"]/.test(file.text)) return []
  const edits: TextEdit[] = []
  const { entity, field, to } = subject
  walkNodes(parseSource(file).program, (node) => {
    if (!isHooks(node)) return true
    const [name, methods] = node.arguments
    const isOwn = name?.type === 'Literal' && name.value === entity.name
    if (field === null && isOwn) edits.push(innerEdit(name, to))
    if (field === null && methods) edits.push(...contextEdits(methods, { from: entity.name, to }))
    if (field !== null && isOwn && methods) edits.push(...textEdits(methods, namesOf(subject)))
    return false
  })
  return edits
}

function isHooks(node: Node): node is CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false
  return node.callee.name === 'hooks'
}

function namesOf({ field, to }: Subject): ReadonlyMap<string, string> {
  const from = field?.name ?? ''
  return new Map(
    field?.kind === 'one'
      ? [
          [from, to],
          [`${from}Id`, `${to}Id`],
        ]
      : [[from, to]],
  )
}

function textEdits(methods: Node, names: ReadonlyMap<string, string>): TextEdit[] {
  const edits: TextEdit[] = []
  walkNodes(methods, (node) => {
    const isFunction = node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
    const [parameter] = isFunction ? node.params : []
    if (!isFunction || parameter?.type !== 'ObjectPattern') return true
    const given = (name: string) => {
      const property = parameter.properties.find((one) => keyName(one) === name)
      const bound = property?.type === 'Property' ? property.value : null
      return bound?.type === 'Identifier' ? bound.name : null
    }
    const [changed, fail] = [given('changed'), given('fail')]
    walkNodes(node, (inner) => {
      const text = inner.type === 'CallExpression' ? fieldText(inner, { changed, fail }) : null
      const to = text?.type === 'Literal' ? names.get(String(text.value)) : undefined
      if (text && to !== undefined) edits.push(innerEdit(text, to))
      return true
    })
    return false
  })
  return edits
}

/** The argument that names a field in a call of what a hook is given. */
function fieldText(
  { callee, arguments: given }: CallExpression,
  { changed, fail }: { changed: string | null; fail: string | null },
): Node | null {
  if (callee.type === 'Identifier') return callee.name === fail ? (given[2] ?? null) : null
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return null
  const asks = callee.property.type === 'Identifier' && callee.property.name === 'has'
  return asks && callee.object.name === changed ? (given[0] ?? null) : null
}

function innerEdit({ start, end }: Node, text: string): TextEdit {
  return { start: start + 1, end: end - 1, text }
}
