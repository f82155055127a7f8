import type { ParsedSource } from '../../../read/index.ts'
import { walkNodes } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'
import { textEdit } from './node-edits.ts'

/** The edits of a file of logic that follow an entity: `on('order.placed', ...)` waits for `sale.placed`. */
export function handlerEdits({ program }: ParsedSource, { entity, to }: Subject): TextEdit[] {
  const edits: TextEdit[] = []
  const [from, next] = [prefixOf(entity.name), prefixOf(to)]
  walkNodes(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return true
    const [first] = node.arguments
    if (node.callee.name !== 'on' || first?.type !== 'Literal') return true
    const event = String(first.value)
    if (event.startsWith(from)) edits.push(textEdit(first, `${next}${event.slice(from.length)}`))
    return true
  })
  return edits
}

function prefixOf(entity: string): string {
  return `${entity.charAt(0).toLowerCase()}${entity.slice(1)}.`
}
