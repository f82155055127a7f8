import type { FieldIR, FunctionIR, JsonValue, StreamForm } from '@cambium/model'
import { memberLines } from '../../print/index.ts'
import { callRuleWords } from '../call-rule.ts'
import { callerCondition, impliesSignedIn } from '../caller-condition.ts'
import { passedSchema, type ValueSchema } from '../field-schema.ts'
import type { LogicPlan } from '../logic-plan.ts'
import { sampleValue } from '../sample-value.ts'
import { everywhere, json, parameterRef, withBody } from './operation-parts.ts'
import { refusals } from './problem-responses.ts'

/** What the functions of a project stand under. */
export const functionTag: { name: string; description: string } = {
  name: 'Functions',
  description: 'What this service does beside keeping records.',
}

/** The addresses of functions; a path that several methods share is one. */
export function functionPaths(logic: LogicPlan | null): { [path: string]: object } {
  const paths: { [path: string]: object } = {}
  for (const { ir } of logic?.functions ?? []) {
    if (ir.path === null) continue
    const address = `/api${ir.path}`
    paths[address] = { ...paths[address], [ir.method.toLowerCase()]: operation(ir) }
  }
  return paths
}

function operation(ir: FunctionIR): object {
  const isGet = ir.method === 'GET'
  const needsToken = ir.access === null || impliesSignedIn(callerCondition(ir.access))
  return {
    operationId: ir.name,
    tags: [functionTag.name],
    summary: firstLine(ir.doc) ?? `Call ${ir.name}`,
    description: `For whom: ${callRuleWords(ir.access)}.${restOf(ir.doc)}`,
    security: needsToken ? [{ bearer: [] }] : [{}, { bearer: [] }],
    ...(isGet
      ? { parameters: memberLines(ir.input.map(queryParameter)) }
      : {
          // What is in no transaction is not kept to be sent again.
          ...(ir.stream === null &&
            ir.transaction && { parameters: [parameterRef('idempotencyKey')] }),
          ...body(ir.input),
        }),
    responses: {
      ...answerOf(ir),
      ...refusals(
        ...everywhere,
        'not_found',
        ...(isGet
          ? (['invalid', 'conflict'] as const)
          : ([...withBody, 'conflict', 'storage_full'] as const)),
      ),
    },
  }
}

function queryParameter(field: FieldIR): object {
  const isList = field.kind === 'list'
  return {
    name: field.name,
    in: 'query',
    ...(!field.nullable && { required: true }),
    ...(field.doc && { description: field.doc }),
    // Lists as `tags=a,b`.
    ...(isList && { style: 'form', explode: false }),
    schema: described({ ...field, nullable: false, doc: null }),
  }
}

/** What needs nothing takes a request without a body too. */
function body(fields: readonly FieldIR[]): object {
  if (fields.length === 0) return {}
  return {
    requestBody: {
      required: fields.some(({ nullable }) => !nullable),
      content: {
        'application/json': { schema: objectOf(fields, { isClosed: true }), ...exampleOf(fields) },
      },
    },
  }
}

const streams: { readonly [Form in StreamForm]: { type: string; description: string } } = {
  text: { type: 'text/plain', description: 'Text, as it comes' },
  ndjson: { type: 'application/x-ndjson', description: 'One JSON object a line, as they come' },
  sse: { type: 'text/event-stream', description: 'Server-sent events, each with one JSON object' },
}

function answerOf({ output, stream }: FunctionIR): { [status: string]: object } {
  if (stream !== null) {
    const { type, description } = streams[stream]
    const part = output && objectOf(output, { isClosed: false })
    const schema = { type: 'string', ...(part && { contentSchema: part }) }
    return { 200: { description, content: { [type]: { schema } } } }
  }
  if (output === null) return { 204: { description: 'It is done' } }
  return { 200: json('What it gives', objectOf(output, { isClosed: false })) }
}

function objectOf(fields: readonly FieldIR[], { isClosed }: { isClosed: boolean }): ValueSchema {
  const required = fields.filter(({ nullable }) => !nullable).map(({ name }) => name)
  return {
    type: 'object',
    properties: memberLines(
      Object.fromEntries(fields.map((field) => [field.name, described(field)])),
    ),
    ...(required.length > 0 && { required: memberLines(required) }),
    ...(isClosed && { additionalProperties: false }),
  }
}

function described(field: FieldIR): ValueSchema {
  const { normalise: _, ...schema } = passedSchema(field)
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema
  return {
    ...schema,
    ...(field.value === 'integer' && field.kind !== 'list' && { minimum, maximum }),
    ...(Array.isArray(schema.enum) && field.nullable && { enum: [...schema.enum, null] }),
    ...(field.doc && { description: field.doc }),
    ...(field.deprecated && { deprecated: true }),
  }
}

/** A whole body that the function takes, where one can be made up. */
function exampleOf(fields: readonly FieldIR[]): object {
  const values = fields
    .filter(({ nullable }) => !nullable)
    .map((field): [string, JsonValue] => [field.name, sampleValue(field, 1)])
  if (values.some(([, value]) => value === null)) return {}
  return { examples: { sample: { value: Object.fromEntries(values) } } }
}

function firstLine(doc: string | null): string | null {
  return doc === null ? null : (doc.split('\n', 1)[0]?.replace(/\.$/, '') ?? null)
}

function restOf(doc: string | null): string {
  const rest = doc?.split('\n').slice(1).join('\n').trim()
  return rest ? ` ${rest}` : ''
}
