import type { Node } from 'oxc-parser'
import type { Diagnostic, Span, Statement } from '../diagnostic.ts'
import { diagnosticAt } from '../locate.ts'
import { nearestName } from '../nearest-name.ts'
import { type ParsedSource, unwrap } from '../parse-source.ts'
import { importedNames } from './imported-names.ts'
import { exportNameOf, fileNameOf, type LogicFolder } from './logic-folders.ts'

export type Call = Extract<Node, { type: 'CallExpression' }>

/** What a file of logic defines, found in its text. */
export interface Definition {
  readonly name: string
  readonly call: Call
  /** The export statement, for the comment above it. */
  readonly start: number
}

interface Found {
  readonly name: string | null
  readonly call: Call
  readonly place: Span
  readonly start: number
}

/** The one definition of a file under its right name, or what is wrong with it. */
export function findDefinition(
  source: ParsedSource,
  folder: LogicFolder,
): { definition: Definition } | { problems: Diagnostic[] } {
  const name = exportNameOf(source.file)
  const say = (statement: Statement, span: Span) => ({
    problems: [diagnosticAt(statement, { file: source.file, text: source.text, span })],
  })
  const nameProblem = kebabProblem(source)
  if (nameProblem !== null) return say(nameProblem, { start: 0, end: 1 })
  const [first, second] = callsIn(source, folder)
  if (first === undefined) {
    const message = `${source.file} defines no ${folder.kind === 'handler' ? 'event handler' : folder.kind}.`
    const hint = `Write: ${folder.example(name)}. What several files share goes to a folder of its own, such as src/lib.`
    return say({ code: 'CAM501', message, hint }, { start: 0, end: 1 })
  }
  if (second !== undefined) {
    const hint = 'Move one of them to a file of its own.'
    return say({ code: 'CAM503', message: 'This file defines two things.', hint }, second.place)
  }
  if (first.name !== name) {
    const message =
      first.name === null
        ? `${source.file} does not export what it defines as "${name}".`
        : `${source.file} exports "${first.name}" and not "${name}".`
    const hint = `Write: export const ${name} = ${folder.define}(...), or rename the file${first.name === null ? '' : ` to ${fileNameOf(first.name)}`}.`
    return say({ code: 'CAM502', message, hint, nearest: name }, first.place)
  }
  const { call, start } = first
  return argumentProblem(call, { name, folder, say }) ?? { definition: { name, call, start } }
}

function kebabProblem({ file }: ParsedSource): Statement | null {
  const stem = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(stem)) return null
  return {
    code: 'CAM505',
    message: `"${stem}.ts" is not in kebab-case.`,
    hint: `Rename it to ${fileNameOf(stem)}.`,
  }
}

interface ArgumentSite {
  name: string
  folder: LogicFolder
  say(statement: Statement, span: Span): { problems: Diagnostic[] }
}

function argumentProblem(
  call: Call,
  { name, folder, say }: ArgumentSite,
): { problems: Diagnostic[] } | null {
  const [argument] = call.arguments
  const first = argument && unwrap(argument)
  if (first?.type !== 'Literal' || typeof first.value !== 'string') {
    const what = folder.kind === 'handler' ? 'the name of an event' : `'${name}'`
    const message = `The first argument of ${folder.define}() must be ${what}, written out.`
    return say({ code: 'CAM504', message }, first ?? call.callee)
  }
  if (folder.kind === 'handler' || first.value === name) return null
  const message = `This is called "${first.value}", and its export "${name}".`
  const nearest = nearestName(first.value, [name])
  return say({ code: 'CAM502', message, hint: `Write: '${name}'`, nearest }, first)
}

/** Every call that defines one, wherever it stands at the top of the file. */
function callsIn(source: ParsedSource, folder: LogicFolder): Found[] {
  const imported = importedNames(source.program)
  const isDefinition = (node: Node | null): node is Call => {
    if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false
    const origin = imported.get(node.callee.name)
    return origin === undefined
      ? node.callee.name === folder.define
      : origin.name === folder.define && origin.from === folder.from
  }
  return source.program.body.flatMap((statement): Found[] => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declaration = isExported ? statement.declaration : statement
    if (statement.type === 'ExportDefaultDeclaration') {
      const value = unwrap(statement.declaration)
      const { start } = statement
      return isDefinition(value) ? [{ name: null, call: value, place: value.callee, start }] : []
    }
    if (declaration?.type !== 'VariableDeclaration') return []
    return declaration.declarations.flatMap(({ id, init }): Found[] => {
      const value = init && unwrap(init)
      if (!isDefinition(value)) return []
      const name = isExported && id.type === 'Identifier' ? id.name : null
      return [{ name, call: value, place: id, start: statement.start }]
    })
  })
}
