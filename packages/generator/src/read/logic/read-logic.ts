import * as modelLanguage from '@cambium/model'
import { accountTemplates } from '@cambium/model/accounts'
import type { SourceLogic } from '@cambium/model/check'
import type { JsonValue } from '@cambium/model/ir'
import type { Node } from 'oxc-parser'
import { unknownImports } from '../check-imports.ts'
import type { Diagnostic } from '../diagnostic.ts'
import { docAbove } from '../doc-comments.ts'
import { diagnosticAt } from '../locate.ts'
import { keyName, type ParsedSource, parseSource, unwrap } from '../parse-source.ts'
import { syntaxErrors } from '../read-sources.ts'
import type { SourceFile } from '../source-files.ts'
import { type Definition, findDefinition } from './find-definition.ts'
import { findTemplate } from './find-template.ts'
import { importedNames } from './imported-names.ts'
import { type LogicFolder, logicFolderOf } from './logic-folders.ts'
import { optionsText } from './options-text.ts'
import { checkStatic } from './static-options.ts'

/** What the files of logic say, as far as it can be read. */
export interface LogicSources {
  readonly parsed: ParsedSource[]
  readonly diagnostics: Diagnostic[]
  /** Modules to be evaluated for their options. */
  readonly modules: SourceFile[]
  /** One of them imports the model language when it runs. */
  readonly needsModelPackage: boolean
  /** The definitions, once their options are known; those that could not be evaluated are left out. */
  define(options: ReadonlyMap<string, JsonValue>): SourceLogic[]
}

interface Read {
  readonly parsed: ParsedSource
  readonly problems: Diagnostic[]
  readonly module?: SourceFile
  readonly logic?: Omit<SourceLogic, 'options'>
}

/** Reads files of logic without running them; the templates of accounts are left alone. */
export function readLogic(files: readonly SourceFile[]): LogicSources {
  const read = files.flatMap((file): Read[] => {
    const folder = logicFolderOf(file.path)
    if (folder === undefined || accountTemplates.has(file.path)) return []
    return [folder.kind === 'mail' ? readTemplate(file) : readDefinition(file, folder)]
  })
  return {
    parsed: read.map(({ parsed }) => parsed),
    diagnostics: read.flatMap(({ problems }) => problems),
    needsModelPackage: read.some(({ parsed }) => importsModel(parsed)),
    modules: read.flatMap(({ module }) => (module ? [module] : [])),
    define: (options) =>
      read.flatMap(({ logic, module }): SourceLogic[] => {
        if (!logic) return []
        if (!module) return [{ ...logic, options: {} }]
        const evaluated = options.get(module.path)
        return evaluated === undefined ? [] : [{ ...logic, options: evaluated }]
      }),
  }
}

function readTemplate(file: SourceFile): Read {
  const parsed = parseSource(file)
  if (parsed.errors.length > 0) return { parsed, problems: syntaxErrors(parsed) }
  const template = findTemplate(parsed)
  if (template === null) return { parsed, problems: [] }
  const { name, start } = template
  const doc = docAbove(parsed, start)
  return { parsed, problems: [], logic: { kind: 'mail', file: file.path, name, doc } }
}

function readDefinition(file: SourceFile, folder: LogicFolder): Read {
  const parsed = parseSource(file)
  if (parsed.errors.length > 0) return { parsed, problems: syntaxErrors(parsed) }
  const found = findDefinition(parsed, folder)
  if ('problems' in found) return { parsed, problems: found.problems }
  const { definition } = found
  const withCall = { ...parsed, definition: definition.call }
  const logic = {
    kind: folder.kind,
    file: file.path,
    name: definition.name,
    doc: docAbove(parsed, definition.start),
    fieldDocs: fieldDocsOf(parsed, definition),
    ...(folder.kind === 'handler' && { event: eventOf(definition) }),
  }
  return { parsed: withCall, logic, ...readOptions(parsed, { definition, folder }) }
}

function readOptions(
  parsed: ParsedSource,
  { definition, folder }: { definition: Definition; folder: LogicFolder },
): Pick<Read, 'problems' | 'module'> {
  const given = definition.call.arguments[1]
  const options = given && unwrap(given)
  if (folder.kind === 'handler' && options && isFunction(options)) return { problems: [] }
  if (options?.type !== 'ObjectExpression') {
    return { problems: [notWritten(parsed, { definition, folder, options })] }
  }
  const { problems, constants } = checkStatic(parsed, options)
  const unknown = unknownImports(parsed, Object.keys(modelLanguage))
  const missing = options.properties.some((one) => keyName(one) === 'run')
    ? []
    : [withoutRun(parsed, definition)]
  const all = [...problems, ...unknown, ...missing]
  if (all.length > 0) return { problems: all }
  const text = optionsText(parsed, options, constants)
  return { problems: [], module: { path: parsed.file, text } }
}

function isFunction({ type }: Node): boolean {
  return (
    type === 'ArrowFunctionExpression' || type === 'FunctionExpression' || type === 'Identifier'
  )
}

function notWritten(
  { file, text }: ParsedSource,
  {
    definition,
    folder,
    options,
  }: { definition: Definition; folder: LogicFolder; options?: Node | undefined },
): Diagnostic {
  const statement = {
    code: 'CAM504',
    message: `The second argument of ${folder.define}() must be an object, written out.`,
    hint: `Write: ${folder.example(definition.name)}`,
  }
  return diagnosticAt(statement, { file, text, span: options ?? definition.call.callee })
}

function withoutRun({ file, text }: ParsedSource, { call }: Definition): Diagnostic {
  const statement = {
    code: 'CAM507',
    message: 'This has no "run", so it does nothing.',
    hint: 'Add: async run({ input }) { ... }',
  }
  return diagnosticAt(statement, { file, text, span: call.callee })
}

function eventOf({ call }: Definition): string {
  const [first] = call.arguments
  const event = first && unwrap(first)
  return event?.type === 'Literal' && typeof event.value === 'string' ? event.value : ''
}

/** The comments above the fields of the input and the output. */
function fieldDocsOf(
  source: ParsedSource,
  { call }: Definition,
): NonNullable<SourceLogic['fieldDocs']> {
  const given = call.arguments[1]
  const options = given && unwrap(given)
  if (options?.type !== 'ObjectExpression') return {}
  const docs: NonNullable<SourceLogic['fieldDocs']> = {}
  for (const option of options.properties) {
    const name = keyName(option)
    if (option.type !== 'Property' || (name !== 'input' && name !== 'output')) continue
    const fields = unwrap(option.value)
    if (fields.type === 'ObjectExpression') docs[name] = docsAbove(source, fields.properties)
  }
  return docs
}

function docsAbove(source: ParsedSource, fields: readonly Node[]): { [field: string]: string } {
  const docs: { [field: string]: string } = {}
  for (const field of fields) {
    const name = keyName(field)
    const doc = docAbove(source, field.start)
    if (name !== null && name !== '__proto__' && doc !== null) docs[name] = doc
  }
  return docs
}

function importsModel({ program }: ParsedSource): boolean {
  return [...importedNames(program).values()].some(({ from }) => from === '@cambium/model')
}
