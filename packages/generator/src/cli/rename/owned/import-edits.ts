import { posix } from 'node:path'
import type { Node } from 'oxc-parser'
import { parseSource, type SourceFile, walkNodes } from '../../../read/index.ts'
import type { Moves } from '../moved-files.ts'
import type { TextEdit } from '../text-edit.ts'

/** The edits that let the imports of a file follow the files that move, itself among them. */
export function importEdits(file: SourceFile, { pathOf }: Moves): TextEdit[] {
  const { program, errors } = parseSource(file)
  if (errors.length > 0) return []
  const edits: TextEdit[] = []
  const follow = (node: Node | null | undefined) => {
    if (node?.type !== 'Literal' || typeof node.value !== 'string' || !/^\.\.?\//.test(node.value))
      return
    const target = posix.join(posix.dirname(file.path), node.value)
    const [from, to] = [pathOf(file.path), pathOf(target)]
    if (from === file.path && to === target) return
    const relative = posix.relative(posix.dirname(from), to)
    const text = relative.startsWith('.') ? relative : `./${relative}`
    if (text !== node.value) edits.push({ start: node.start + 1, end: node.end - 1, text })
  }
  walkNodes(program, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration')
      follow(node.source)
    if (node.type === 'ExportNamedDeclaration' || node.type === 'ImportExpression')
      follow(node.source)
    return true
  })
  return edits
}
