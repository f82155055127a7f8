import { type Comment, type Node, type OxcError, type Program, parseSync } from 'oxc-parser'
import type { SourceFile } from './source-files.ts'

/** A TypeScript file parsed without running it. */
export interface ParsedSource {
  file: string
  text: string
  program: Program
  comments: Comment[]
  /** What the parser could not read; the program is then incomplete. */
  errors: OxcError[]
  /** The call that findings speak of, where that is not what the file exports as its default. */
  definition?: Extract<Node, { type: 'CallExpression' }>
}

/** Parses a file; never throws, whatever the text holds. */
export function parseSource({ path, text }: SourceFile): ParsedSource {
  const { program, comments, errors } = parseSync(path, text)
  return { file: path, text, program, comments, errors }
}

/** The expression itself, without the `as`, `satisfies`, `!` and parentheses around it. */
export function unwrap(node: Node): Node {
  let inner = node
  while (
    inner.type === 'TSAsExpression' ||
    inner.type === 'TSSatisfiesExpression' ||
    inner.type === 'TSNonNullExpression' ||
    inner.type === 'ParenthesizedExpression'
  ) {
    inner = inner.expression
  }
  return inner
}

/** The initialisers of the file's own top-level constants, by name. */
export function constantsOf(program: Program): Map<string, Node> {
  const constants = new Map<string, Node>()
  for (const statement of program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && init) constants.set(id.name, init)
    }
  }
  return constants
}

/** The call that `export default` exports, directly or through a constant; `null` when it is no call. */
export function defaultExportCall(
  program: Program,
): Extract<Node, { type: 'CallExpression' }> | null {
  const constants = constantsOf(program)
  for (const statement of program.body) {
    if (statement.type !== 'ExportDefaultDeclaration') continue
    const exported = unwrap(statement.declaration)
    const node =
      exported.type === 'Identifier' ? unwrap(constants.get(exported.name) ?? exported) : exported
    return node.type === 'CallExpression' ? node : null
  }
  return null
}

/** The name of an object's key; `null` when it is computed. */
export function keyName(property: Node): string | null {
  if (property.type !== 'Property') return null
  const { key } = property
  if (!property.computed && key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : null
}
