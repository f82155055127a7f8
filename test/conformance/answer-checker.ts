import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormatsPlugin from 'ajv-formats'
import type { OpenApiDocument, Operation } from './open-api-document.ts'

/** What came back, in process or over a connection. */
export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: unknown }
  readonly text: string
}

/** A request as it was sent. */
export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string | undefined
}

export interface AnswerChecker {
  /** Every way in which the answer is not what the document promises; none for a good one. */
  faultsOf(operation: Operation, request: SentRequest, answer: Answer): readonly string[]
  /** Whether the document allows this body. */
  accepts(operation: Operation, body: unknown): boolean
}

// The plug-in is published as CommonJS: under ESM its function is the default of the default.
const addFormats = addFormatsPlugin as unknown as (ajv: Ajv2020) => void

const leaks =
  /SQLITE_|PGlite|node_modules|node:internal|\.ts:\d|\bat \w+ \(|select .* from |file:\/\//i

/** Compares answers with a document, allowing nothing that it does not name. */
export function createAnswerChecker(document: OpenApiDocument): AnswerChecker {
  const whole = compileWith(closed(document, { sparse: false }))
  const sparse = compileWith(closed(document, { sparse: true }))
  const asWritten = compileWith(document)
  return {
    faultsOf(operation, request, answer) {
      const { status, headers } = answer
      const wanted = operation.responses[status] === undefined ? 'default' : String(status)
      if (request.method === 'HEAD') return answer.text === '' ? [] : ['HEAD with a body']
      if (request.method === 'OPTIONS' && status === 204) return []
      if (wanted === 'default' && status < 400) return [`${status} is not in the document`]
      const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
      const content = operation.responses[wanted]?.content
      // A page that is filled in by a person refuses as a page, where the document says so.
      const isPage = type === 'text/html' && content?.[type] !== undefined
      const faults = status >= 400 && !isPage ? problemFaults(answer, type) : []
      if (content === undefined) return answer.text === '' ? faults : [...faults, 'has a body']
      if (content[type] === undefined) return [...faults, `${type} is not in the document`]
      if (!type.endsWith('json')) return faults
      const compile = /[?&]fields=/.test(request.url) ? sparse : whole
      const validate = compile(operation, ['responses', wanted, 'content', type, 'schema'])
      if (!validate(JSON.parse(answer.text))) faults.push(JSON.stringify(validate.errors))
      return faults
    },
    accepts: (operation, body) =>
      asWritten(operation, ['requestBody', 'content', 'application/json', 'schema'])(body),
  }
}

function problemFaults({ status, headers, text }: Answer, type: string): string[] {
  if (type !== 'application/problem+json') return [`a refusal as ${type}`]
  const problem = JSON.parse(text) as { [member: string]: unknown }
  const faults: string[] = []
  if (status >= 500) faults.push('failed')
  if (problem.status !== status) faults.push('the body names another status')
  if (problem.instance !== headers['x-request-id']) faults.push('instance is not the request id')
  if (!/^\/problems\/[a-z-]+$/.test(String(problem.type))) faults.push('the type is no address')
  if (status === 401 && headers['www-authenticate'] === undefined)
    faults.push('no WWW-Authenticate')
  if (status === 405 && headers.allow === undefined) faults.push('no Allow')
  if (leaks.test(text)) faults.push('tells what is inside')
  return faults
}

type Compile = (operation: Operation, place: readonly string[]) => ValidateFunction

function compileWith(document: object): Compile {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats(ajv)
  ajv.addSchema(document as AnySchemaObject, 'document')
  const known = new Map<string, ValidateFunction>()
  return ({ method, path }, place) => {
    const names = ['paths', path, method.toLowerCase(), ...place]
    const pointer = followed(document, names)
    const validate = known.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` })
    known.set(pointer, validate)
    return validate
  }
}

/** The place as a JSON pointer, with references on the way followed. */
function followed(document: object, names: readonly string[]): string {
  let pointer = ''
  let at: unknown = document
  for (const name of names) {
    at = (at as { [name: string]: unknown })[name]
    pointer += `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const reference = (at as { $ref?: string }).$ref
    if (reference !== undefined && name !== 'schema') {
      pointer = reference.slice(1)
      at = reference
        .split('/')
        .slice(1)
        .reduce((node, key) => (node as { [name: string]: unknown })[key], document as unknown)
    }
  }
  return encodeURI(pointer)
}

/** The document with no member allowed that it does not name; `sparse` where some may be left out. */
function closed(document: OpenApiDocument, { sparse }: { sparse: boolean }): OpenApiDocument {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => {
    const isProblem = name.startsWith('Problem')
    if (schema.properties === undefined || isProblem) return [name, schema]
    const { required = [] } = schema
    const isRecord = 'id' in schema.properties
    const rest = { ...schema, additionalProperties: false }
    return [name, { ...rest, required: sparse && isRecord ? [] : required }]
  })
  const components = { ...document.components, schemas: Object.fromEntries(schemas) }
  return { ...document, components }
}
