import type { Node } from 'oxc-parser'
import { defaultExportCall, keyName, type ParsedSource, unwrap } from './parse-source.ts'

/** The JSDoc written above an entity and its fields. */
export interface DocComments {
  entity: string | null
  fields: Map<string, string>
}

/** Reads the JSDoc directly above the exported entity and above each of its fields. */
export function readDocComments(source: ParsedSource): DocComments {
  const call = defaultExportCall(source.program)
  const docs: DocComments = { entity: null, fields: new Map() }
  if (!call) return docs
  const statement = source.program.body.find(
    (one) => one.start <= call.start && call.end <= one.end,
  )
  docs.entity = docAbove(source, (statement ?? call).start)
  for (const field of fieldsOf(call)) {
    const name = keyName(field)
    const doc = docAbove(source, field.start)
    if (name !== null && doc !== null) docs.fields.set(name, doc)
  }
  return docs
}

function fieldsOf(call: Extract<Node, { type: 'CallExpression' }>): Node[] {
  for (const argument of call.arguments.map(unwrap)) {
    if (argument.type !== 'ObjectExpression') continue
    const fields = argument.properties.find((property) => keyName(property) === 'fields')
    const value = fields?.type === 'Property' ? unwrap(fields.value) : null
    if (value?.type === 'ObjectExpression') return value.properties
  }
  return []
}

/** The JSDoc directly above a place, without its marks. */
export function docAbove({ text, comments }: ParsedSource, start: number): string | null {
  const comment = comments.findLast((one) => one.end <= start)
  if (comment?.type !== 'Block' || !comment.value.startsWith('*')) return null
  return text.slice(comment.end, start).trim() === '' ? textOf(comment.value) : null
}

function textOf(value: string): string | null {
  const lines = value
    .slice(1)
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
  return lines.join('\n').trim() || null
}
