import { ImportError } from '../source/index.ts'
import type { Datamodel } from './datamodel.ts'
import { lineAt, type PrismaFile } from './schema-blocks.ts'

/**
 * What is called of Prisma's own parser, a package that Prisma publishes for its own tools: arguments and answers are JSON
 * texts, and its types do not say what is in them.
 */
interface PrismaSchemaWasm {
  /** `[[file, text], ...]` to a list of `Finding`. */
  lint(files: string): string
  /** `{ prismaSchema: [[file, text], ...] }` to `{ datamodel }`; throws where `lint` finds errors. */
  get_dmmf(parameters: string): string
}

interface Finding {
  file_name: string
  /** In characters from the beginning of the file. */
  start: number
  text: string
  is_warning: boolean
}

/** Reads a schema. One that Prisma does not accept is an `ImportError` with the file, the line and the text of each error. */
export async function parsePrismaSchema(files: readonly PrismaFile[]): Promise<Datamodel> {
  const parser: PrismaSchemaWasm = await import('@prisma/prisma-schema-wasm')
  const schema = files.map(({ name, text }) => [name, text])
  const findings: Finding[] = JSON.parse(parser.lint(JSON.stringify(schema)))
  const errors = findings.filter((finding) => !finding.is_warning)
  if (errors.length > 0) throw refused(files, errors)
  const read = readDatamodel(parser, JSON.stringify({ prismaSchema: schema }))
  if (typeof read !== 'string') return read
  throw new ImportError(`Prisma's parser does not read the schema: ${read}`)
}

/** The document, or why there is none. */
function readDatamodel(parser: PrismaSchemaWasm, parameters: string): Datamodel | string {
  try {
    return JSON.parse(parser.get_dmmf(parameters)).datamodel
  } catch (cause) {
    return reasonOf(cause)
  }
}

const shown = 20

function refused(files: readonly PrismaFile[], errors: Finding[]): ImportError {
  const lines = errors.slice(0, shown).flatMap(({ file_name, start, text }) => {
    const file = files.find(({ name }) => name === file_name)
    const { number, line } = lineAt(file?.text ?? '', start)
    return [
      `${file_name}:${number}: ${text}`,
      ...(line.trim() === '' ? [] : [`    ${line.trim()}`]),
    ]
  })
  const more = errors.length > shown ? [`and ${errors.length - shown} more`] : []
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`
  const message = [`Prisma's parser finds ${count} in the schema:`, ...lines, ...more].join('\n')
  return new ImportError(message, hintFor(files, errors))
}

function hintFor(files: readonly PrismaFile[], errors: Finding[]): string {
  const lacksTypes = errors.some(({ text }) => text.includes('neither a built-in type'))
  return lacksTypes && files.length === 1
    ? 'Where the schema is made of several files, name their folder instead of one of them'
    : '`npx prisma validate` says the same of it; import it again once it is right'
}

/** Errors of the parser are texts, or JSON with a `message`. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause)
  try {
    const { message } = JSON.parse(text)
    return typeof message === 'string' ? message : text
  } catch {
    return text
  }
}
