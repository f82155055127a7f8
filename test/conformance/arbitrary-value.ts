import fc from 'fast-check'
import {
  fileSchema,
  type JsonSchema,
  type OpenApiDocument,
  resolve,
  targetOf,
} from './open-api-document.ts'

/** Stands in a generated value for the id of some record that is there when the request is sent. */
export interface IdPick {
  readonly $pick: number
  /** The entity the record should be of. */
  readonly of?: string | undefined
}

/** Is it the place of an id? */
export function isIdPick(value: unknown): value is IdPick {
  return typeof value === 'object' && value !== null && '$pick' in value
}

/** Ids of records of an entity, and now and then one of another or one that nobody has. */
export function idPicks(entity?: string): fc.Arbitrary<IdPick | string> {
  const $pick = fc.nat(10_000)
  return fc.oneof(
    { weight: 12, arbitrary: fc.record({ $pick, of: fc.constant(entity) }) },
    { weight: 1, arbitrary: fc.record({ $pick }) },
    { weight: 1, arbitrary: fc.uuid() },
  )
}

/** Values that a schema accepts; ids among them are of the entity. */
export function validValue(
  document: OpenApiDocument,
  given: JsonSchema,
  entity?: string,
): fc.Arbitrary<unknown> {
  const schema = resolve(document, given)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  const [choice] = schema.oneOf ?? []
  if (choice) return validValue(document, choice, entity)
  if (schema.anyOf) {
    return fc.oneof(...schema.anyOf.map((each) => validValue(document, each, entity)))
  }
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  if (types.length === 0) return fc.jsonValue({ maxDepth: 3 })
  return fc.oneof(...types.map((type) => valueOfType(document, { ...schema, type }, entity)))
}

function valueOfType(
  document: OpenApiDocument,
  schema: JsonSchema,
  entity: string | undefined,
): fc.Arbitrary<unknown> {
  const { minimum = -1e9, maximum = 1e9, multipleOf = 1 } = schema
  switch (schema.type) {
    case 'string':
      return text(schema, entity)
    case 'integer':
      return fc
        .integer({ min: Math.ceil(minimum / multipleOf), max: Math.floor(maximum / multipleOf) })
        .map((count) => count * multipleOf)
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(validValue(document, schema.items ?? {}, entity), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      })
    case 'object':
      return object(document, schema)
    default:
      return fc.constant(null)
  }
}

function object(document: OpenApiDocument, schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], minProperties = 0 } = schema
  const members = Object.entries(properties).map(([name, value]) => [
    name,
    isFileNamed(document, name)
      ? fileName
      : validValue(document, value, entityNamed(document, name)),
  ])
  return fc
    .record<{ [name: string]: unknown }>(Object.fromEntries(members), {
      requiredKeys: [...required],
    })
    .filter((value) => Object.keys(value).length >= minProperties)
}

function text(
  { format, pattern, minLength = 0, maxLength = 60 }: JsonSchema,
  entity: string | undefined,
): fc.Arbitrary<unknown> {
  const fits = (value: string): boolean => value.length >= minLength && value.length <= maxLength
  switch (format) {
    case 'uuid':
      return idPicks(entity)
    case 'date-time':
      return instants
    case 'date':
      return instants.map((instant) => instant.slice(0, 10))
    case 'email':
      return fc.emailAddress().filter(fits)
    case 'uri':
      return fc.webUrl().filter(fits)
    case 'duration':
      return fc.tuple(fc.nat(99), fc.nat(99)).map(([hours, minutes]) => `PT${hours}H${minutes}M`)
    default:
      if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u')).filter(fits)
      return fc.oneof(
        fc.string({ unit: 'grapheme-ascii', minLength, maxLength: Math.min(maxLength, 60) }),
        fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) }).filter(fits),
      )
  }
}

/** The entity whose ids a field like `projectId` or `tagIds` holds, found by the relation of a similar name. */
export function entityNamed(document: OpenApiDocument, field: string): string | undefined {
  const stem = /^(\w{3,}?)y?Ids?$/.exec(field)?.[1]
  if (stem === undefined) return undefined
  for (const { properties = {} } of Object.values(document.components.schemas)) {
    for (const [relation, schema] of Object.entries(properties)) {
      const target = targetOf(schema)
      if (target && relation.startsWith(stem)) return target.split('/').at(-1)
    }
  }
  return undefined
}

/** A file belongs to one record, so that nobody can make up one to name: mostly none. */
const fileName = fc.oneof(
  { weight: 9, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.uuid() },
)

/** Whether records hold a file in a field of this name. */
function isFileNamed(document: OpenApiDocument, field: string): boolean {
  return Object.values(document.components.schemas).some(
    ({ properties = {} }) => targetOf(properties[field]) === fileSchema,
  )
}

const instants = fc
  .date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString())
