import type { Node } from 'oxc-parser'
import type { Diagnostic, Statement } from '../diagnostic.ts'
import { diagnosticAt } from '../locate.ts'
import { keyName, type ParsedSource, unwrap } from '../parse-source.ts'
import { importedNames, type Origin } from './imported-names.ts'

const modelPackage = '@cambium/model'
const maxDepth = 40

type Declaration = Extract<Node, { type: 'VariableDeclaration' }>

/** What the options of a definition need beside themselves, and what is wrong with them. */
export interface StaticOptions {
  /** The top-level constants they speak of. */
  readonly constants: ReadonlySet<Node>
  readonly problems: readonly Diagnostic[]
}

interface Walk {
  readonly source: ParsedSource
  readonly imported: ReadonlyMap<string, Origin>
  readonly declared: ReadonlyMap<string, Declaration>
  readonly constants: Set<Node>
  readonly problems: Diagnostic[]
  depth: number
}

/**
 * Looks through options for anything but literals, lists, objects, builders of the model language and constants made of
 * these: what passes can be evaluated without running anything of the author's.
 */
export function checkStatic(
  source: ParsedSource,
  options: Extract<Node, { type: 'ObjectExpression' }>,
): StaticOptions {
  const walk: Walk = {
    source,
    imported: importedNames(source.program),
    declared: topLevelConstants(source),
    constants: new Set(),
    problems: [],
    depth: 0,
  }
  for (const property of options.properties) {
    if (keyName(property) !== 'run') checkProperty(property, walk)
  }
  return walk
}

function checkProperty(node: Node, walk: Walk): void {
  if (node.type !== 'Property') refuse(node, 'a spread', walk)
  else if (keyName(node) === null) refuse(node, 'a computed name', walk)
  else if (keyName(node) === '__proto__') refuse(node, 'a prototype', walk)
  else if (node.kind !== 'init' || node.method) refuse(node, 'a function', walk)
  else checkValue(node.value, walk)
}

function checkElement(element: Node | null, list: Node, walk: Walk): void {
  if (element === null || element.type === 'SpreadElement')
    refuse(element ?? list, 'a spread', walk)
  else checkValue(element, walk)
}

function checkValue(given: Node, walk: Walk): void {
  const node = unwrap(given)
  if (walk.depth >= maxDepth) {
    refuse(node, 'nested too deeply', walk)
    return
  }
  walk.depth += 1
  if (node.type === 'ObjectExpression') {
    for (const property of node.properties) checkProperty(property, walk)
  } else if (node.type === 'ArrayExpression') {
    for (const element of node.elements) checkElement(element, node, walk)
  } else if (node.type === 'CallExpression') checkCall(node, walk)
  else if (node.type === 'Identifier') checkConstant(node, walk)
  else {
    const what = codeIn(node)
    if (what !== null) refuse(node, what, walk)
  }
  walk.depth -= 1
}

/** What a simple expression is when it is no literal. */
function codeIn(node: Node): string | null {
  switch (node.type) {
    case 'Literal':
      return 'regex' in node && node.regex
        ? 'a regular expression: write its source as a text'
        : null
    case 'TemplateLiteral':
      return node.expressions.length > 0 ? 'a template with values in it' : null
    case 'UnaryExpression':
      return node.operator === '-' && unwrap(node.argument).type === 'Literal' ? null : 'code'
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return 'a function'
    default:
      return 'code'
  }
}

function checkCall(node: Extract<Node, { type: 'CallExpression' }>, walk: Walk): void {
  const { callee } = node
  const origin = callee.type === 'Identifier' ? walk.imported.get(callee.name) : undefined
  if (origin?.from !== modelPackage) {
    const hint = `Only builders of ${modelPackage}, imported by name, can be called here.`
    refuse(node, { what: 'a call', hint }, walk)
    return
  }
  for (const argument of node.arguments) checkElement(argument, node, walk)
}

function checkConstant(node: Extract<Node, { type: 'Identifier' }>, walk: Walk): void {
  if (node.name === 'undefined') return
  const statement = walk.declared.get(node.name)
  if (statement === undefined) {
    refuse(node, `"${node.name}", which is no constant of this file`, walk)
  } else if (!walk.constants.has(statement)) {
    walk.constants.add(statement)
    for (const { init } of statement.declarations) {
      if (init) checkValue(init, walk)
      else refuse(statement, 'a constant without a value', walk)
    }
  }
}

function refuse(span: Node, found: string | { what: string; hint: string }, walk: Walk): void {
  const hint = 'Write the value here; what must be computed belongs in run.'
  const said = typeof found === 'string' ? { what: found, hint } : found
  const statement: Statement = {
    code: 'CAM504',
    message: `Options are read without running the file, and this is ${said.what}.`,
    hint: said.hint,
  }
  const { file, text } = walk.source
  walk.problems.push(diagnosticAt(statement, { file, text, span }))
}

function topLevelConstants({ program }: ParsedSource): Map<string, Declaration> {
  const constants = new Map<string, Declaration>()
  for (const statement of program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue
    for (const { id } of declaration.declarations) {
      if (id.type === 'Identifier') constants.set(id.name, declaration)
    }
  }
  return constants
}
