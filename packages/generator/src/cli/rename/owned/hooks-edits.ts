import type { CallExpression, Node } from 'oxc-parser'
import { keyName, parseSource, type SourceFile, walkNodes } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'

/**
 * The edits of texts in hooks that can only mean what is renamed: the entity in `hooks('Order', ...)`, and the field in
 * `changed.has('phone')` and `fail(422, 'Not a number', 'phone')` of what a hook is given.
 */
export function hooksEdits(file: SourceFile, { subject }: { subject: Subject }): TextEdit[] {
  if (!/from\s*['"]@cambium\/runtime\/hooks['"]/.test(file.text)) return []
  const edits: TextEdit[] = []
  walkNodes(parseSource(file).program, (node) => {
    if (!isHooksOf(node, subject.entity.name)) return true
    const [name, methods] = node.arguments
    if (subject.field === null && name) edits.push(innerEdit(name, subject.to))
    if (subject.field !== null && methods) edits.push(...textEdits(methods, namesOf(subject)))
    return false
  })
  return edits
}

function isHooksOf(node: Node, entity: string): node is CallExpression {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false
  const [first] = node.arguments
  return node.callee.name === 'hooks' && first?.type === 'Literal' && first.value === entity
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
