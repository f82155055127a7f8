import type { Node, ObjectProperty } from 'oxc-parser'
import { keyName } from '../../../read/index.ts'
import type { TextEdit } from '../text-edit.ts'
import type { Definition } from './definition.ts'

/** Gives a text of the source another value, in single quotes. */
export function textEdit({ start, end }: Node, text: string): TextEdit {
  return { start, end, text: quoted(text) }
}

/** Gives a key of an object another name; `{ title }` becomes `{ heading: title }`. */
export function keyEdit({ key, shorthand, start, end }: ObjectProperty, name: string): TextEdit {
  if (shorthand && key.type === 'Identifier') return { start, end, text: `${name}: ${key.name}` }
  return { start: key.start, end: key.end, text: key.type === 'Literal' ? quoted(name) : name }
}

/** Writes an option into the options of a builder call, unless it is there already. */
export function optionEdit(
  definition: Definition,
  builder: Node,
  option: { [name: string]: string },
): TextEdit[] {
  const call = definition.value(builder)
  if (call.type !== 'CallExpression') return []
  const written = Object.entries(option)
    .map(([name, value]) => `${name}: ${quoted(value)}`)
    .join(', ')
  const last = call.arguments.at(-1)
  const options = last ? definition.value(last) : null
  if (options?.type !== 'ObjectExpression') {
    const before = call.arguments.length === 0 ? '' : ', '
    const at = last?.end ?? call.end - 1
    return [{ start: at, end: at, text: `${before}{ ${written} }` }]
  }
  if (options.properties.some((one) => keyName(one) !== null && (keyName(one) ?? '') in option))
    return []
  const end = options.properties.at(-1)?.end
  if (end === undefined) return [{ start: options.start, end: options.end, text: `{ ${written} }` }]
  return [{ start: end, end, text: `, ${written}` }]
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
