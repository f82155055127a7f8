import fc from 'fast-check'
import { entityNamed, validValue } from './arbitrary-value.ts'
import { hostileText } from './malformed.ts'
import {
  fileSchema,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  resolve,
  targetOf,
} from './open-api-document.ts'

type Pair = readonly [name: string, value: unknown]

/** Query strings that the document allows. Cursors are left out: nobody can make one up. */
export function wellFormedQuery(
  document: OpenApiDocument,
  operation: Operation,
): fc.Arbitrary<readonly Pair[]> {
  const pairs = operation.parameters
    .filter(({ in: place, name }) => place === 'query' && !isBound(name))
    .map((parameter) => wellFormedPair(document, operation, parameter))
  if (pairs.length === 0) return fc.constant([])
  const some = fc.uniqueArray(fc.oneof(...pairs), { maxLength: 4, selector: ([name]) => name })
  return fc.oneof(fc.constant([]), some)
}

/** Nobody can make up a cursor, and fields of what is included need an include. */
function isBound(name: string): boolean {
  return name === 'after' || name === 'before' || name.startsWith('fields[')
}

/** Query strings that may have any fault. */
export function malformedQuery(
  document: OpenApiDocument,
  operation: Operation,
): fc.Arbitrary<readonly Pair[]> {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query')
  const names = known.map(({ name }) => name)
  const name = fc.constantFrom(...names, '__proto__', 'constructor', 'nope', '', 'q', 'or', 'not')
  const suffix = fc.constantFrom(
    '',
    '',
    '[',
    ']',
    '[]',
    '[eq]',
    '[nope]',
    '[eq][eq]',
    '[__proto__]',
  )
  const broken = fc
    .tuple(name, suffix, hostileText)
    .map(([stem, end, value]) => [`${stem}${end}`, value] as const)
  const good = known.map((parameter) => wellFormedPair(document, operation, parameter))
  const spoilt = fc
    .tuple(fc.oneof(broken, ...good), hostileText)
    .map(([[key], value]) => [key, value] as const)
  return fc.array(fc.oneof(broken, spoilt, ...good), { minLength: 1, maxLength: 5 })
}

function wellFormedPair(
  document: OpenApiDocument,
  operation: Operation,
  { name, style, schema }: Parameter,
): fc.Arbitrary<Pair> {
  const words = groupWords[name]
  if (words) return groupPair(document, operation, words)
  if (style === 'deepObject' && isHop(document, schema)) return hopPair(name)
  if (style === 'deepObject') return filterPair(document, name, schema)
  const names = namesFor(name, recordOf(document, operation))
  if (names === undefined) return validValue(document, schema).map((value) => [name, value])
  const chosen = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  return chosen.map((list) => [name, list.join(',')])
}

const groupWords: { readonly [name: string]: readonly string[] } = {
  not: ['not', 'not[not]'],
  or: ['or[0]', 'or[1]', 'not[or][2]'],
  and: ['and[0]', 'and[19]'],
}

/** Whether the parameter says no more than that there are conditions. */
function isHop(document: OpenApiDocument, schema: JsonSchema): boolean {
  return schema.allOf === undefined && resolve(document, schema).properties === undefined
}

/** A condition on the related records: each has an id. */
function hopPair(name: string): fc.Arbitrary<Pair> {
  const names = [`${name}[id][exists]`, `${name}.id[exists]`, `not[${name}.id][exists]`]
  return fc.tuple(fc.constantFrom(...names), fc.constantFrom('true', 'false'))
}

/** The condition of a filter inside a group: `or[0][price][gt]=5`. */
function groupPair(
  document: OpenApiDocument,
  { parameters }: Operation,
  words: readonly string[],
): fc.Arbitrary<Pair> {
  const filters = parameters
    .filter(({ name, style, schema }) => {
      const isFilter = style === 'deepObject' && groupWords[name] === undefined
      return isFilter && !isHop(document, schema)
    })
    .map(({ name, schema }) => filterPair(document, name, schema))
  return fc.tuple(fc.constantFrom(...words), fc.oneof(...filters)).map(([word, [name, value]]) => {
    const [field, ...operators] = name.split('[')
    return [[`${word}[${field}]`, ...operators].join('['), value]
  })
}

/** `field[operator]=value`, and `field=value` for equality. */
function filterPair(
  document: OpenApiDocument,
  name: string,
  schema: JsonSchema,
): fc.Arbitrary<Pair> {
  const parts = [schema, ...(schema.allOf ?? [])].map((part) => resolve(document, part).properties)
  const operators: { [operator: string]: JsonSchema } = Object.assign({}, ...parts)
  const entity = entityNamed(document, name)
  const pairs = Object.entries(operators).map(([operator, value]) => {
    const isList = operator === 'in' || operator === 'nin'
    const one = notEmpty(validValue(document, (isList ? operators.eq : value) ?? {}, entity))
    const values = isList ? fc.array(one, { minLength: 1, maxLength: 3 }).map(joined) : one
    return values.map(
      (given) => [operator === 'eq' ? name : `${name}[${operator}]`, given] as const,
    )
  })
  return fc.oneof(...pairs)
}

function notEmpty(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return values.filter((value) => value !== '' && !String(value).includes('\0'))
}

/** Values with commas between them, having none themselves. */
function joined(values: readonly unknown[]): string {
  return values.map((value) => String(value).replaceAll(',', '') || '0').join(',')
}

/** The record that the operation answers with, alone or in a page. */
function recordOf(document: OpenApiDocument, { responses }: Operation): JsonSchema {
  const schema = responses[200]?.content?.['application/json']?.schema ?? {}
  const answered = resolve(document, schema)
  return resolve(document, answered.properties?.data?.items ?? answered)
}

/** What `sort`, `fields`, `include` and `q` may hold, which the schema only calls text. */
function namesFor(parameter: string, { properties = {} }: JsonSchema): string[] | undefined {
  const all = Object.entries(properties).map(([name, schema]) => ({
    name,
    target: targetOf(schema),
  }))
  const namesOf = (entries: typeof all): string[] => entries.map(({ name }) => name)
  switch (parameter) {
    case 'fields':
      return namesOf(all.filter(({ target }) => target === undefined || target === fileSchema))
    case 'sort':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'groupBy':
      return namesOf(all.filter(({ target }) => target === undefined))
    case 'q':
      return ['lamp', 'the', 'order 66', '"green tea"', 'é']
    case 'include': {
      const relations = namesOf(
        all.filter(({ target }) => target !== undefined && target !== fileSchema),
      )
      return relations.length > 0 ? relations : undefined
    }
    default:
      return undefined
  }
}
