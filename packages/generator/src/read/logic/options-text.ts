import type { Node } from 'oxc-parser'
import type { Span } from '../diagnostic.ts'
import { keyName, type ParsedSource } from '../parse-source.ts'

type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>

const modelPackage = '@cambium/model'
const exported = 'export default '

/**
 * A module that exports the options and nothing else: the text of the file with everything blanked out that the options
 * do not need, `run` first of all. What is left stands on its own line still.
 */
export function optionsText(
  { text, program }: ParsedSource,
  options: ObjectNode,
  constants: ReadonlySet<Node>,
): string {
  const imports = program.body.filter(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      statement.importKind !== 'type' &&
      statement.source.value === modelPackage,
  )
  const kept: Span[] = [...imports, ...constants, ...partsOf(options)]
  const blank = text.replace(/[^\n]/g, ' ')
  const pieces: string[] = []
  let at = 0
  for (const { start, end } of kept.sort((one, other) => one.start - other.start)) {
    const before = blank.slice(at, start)
    pieces.push(start === options.start ? exportedAfter(before) : before, text.slice(start, end))
    // Statements that stood without a semicolon between them would run into what is blanked, not into each other.
    if (start !== options.start && !isPartOf(options, start)) pieces.push(';')
    at = end
  }
  return pieces.join('')
}

function isPartOf({ start, end }: ObjectNode, position: number): boolean {
  return position >= start && position < end
}

/** Takes the place of blanks where there are enough on the line, so that columns stay what they were. */
function exportedAfter(blank: string): string {
  const free = blank.endsWith(' '.repeat(exported.length)) ? exported.length : 0
  return `${blank.slice(0, blank.length - free)}${exported}`
}

/** The object without `run` and the comma after it. */
function partsOf({ start, end, properties }: ObjectNode): Span[] {
  const parts: Span[] = []
  let at = start
  for (const [index, property] of properties.entries()) {
    if (keyName(property) !== 'run') continue
    parts.push({ start: at, end: property.start })
    at = properties[index + 1]?.start ?? end - 1
  }
  return [...parts, { start: at, end }]
}
