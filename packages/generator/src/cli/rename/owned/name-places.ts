import type { Node } from 'oxc-parser'
import { parseSource, type SourceFile, walkNodes } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'

/** What is looked for in a file: old names, and what they are names of. */
export interface NameSearch {
  words: readonly string[]
  subject: Subject
}

/**
 * Where old names stand as names: in code, and in texts. A word of the language, such as `order`, in a sentence or a
 * comment is none; nor is a variable that has the name of a field.
 */
export function namePlaces(file: SourceFile, { words, subject }: NameSearch): number[] {
  const { program, comments, errors } = parseSource(file)
  const names = words.filter((word) => !/^[a-z]+$/.test(word))
  if (errors.length > 0) return wordsIn(file.text, words, 0)
  const found: number[] = []
  walkNodes(program, (node) => {
    const name = subject.field ? memberName(node) : node
    if (name?.type === 'Identifier' && words.includes(name.name)) found.push(name.start)
    const text = textOf(node)
    if (text !== null)
      found.push(...wordsIn(text, /\s/.test(text.trim()) ? names : words, node.start))
    return true
  })
  for (const { start, end } of comments) {
    found.push(...wordsIn(file.text.slice(start, end), names, start))
  }
  return [...new Set(found)].sort((left, right) => left - right)

  function textOf(node: Node): string | null {
    const isText = node.type === 'Literal' && typeof node.value === 'string'
    return isText || node.type === 'TemplateElement' ? file.text.slice(node.start, node.end) : null
  }
}

/** The name in `record.name`, `{ name: 1 }` and `name: string`. */
function memberName(node: Node): Node | null {
  if (node.type === 'MemberExpression') return node.computed ? null : node.property
  const isKey = node.type === 'Property' || node.type === 'TSPropertySignature'
  return isKey && !node.computed ? node.key : null
}

function wordsIn(text: string, words: readonly string[], start: number): number[] {
  return words.flatMap((word) => {
    const escaped = word.replace(/[$/.*+?^()[\]{}|\\]/g, '\\$&')
    return [...text.matchAll(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'g'))].map(
      ({ index }) => start + index,
    )
  })
}
