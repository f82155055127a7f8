import { filterOperators, type Resource } from '../../operation/index.ts'
import { convertValue, type ValueKind } from './convert-value.ts'

interface QueryableFields {
  readonly shown: readonly string[]
  readonly filterable: ReadonlyMap<string, readonly string[]>
}

const known = new WeakMap<Resource, QueryableFields>()

/** The fields a caller may name: all that can be in an answer, in the order of the model. */
export function shownFields(resource: Resource): readonly string[] {
  return fieldsOf(resource).shown
}

/** The fields a caller may filter by, each with its operators. */
export function filterableFields(resource: Resource): ReadonlyMap<string, readonly string[]> {
  return fieldsOf(resource).filterable
}

/** How the text of a query string is to be read for this field. */
export function valueKindOf(resource: Resource, field: string): ValueKind {
  const type = resource.columns.typeOf(field)
  return type === 'string' || type === 'encrypted' ? 'text' : type
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The text as it is stored: ids in lower case, and trimmed or lowered where the model says so. */
export function storedText(resource: Resource, field: string, text: string): string {
  const normalise = resource.fields[field]?.normalise ?? []
  const trimmed = normalise.includes('trim') ? text.trim() : text
  const isUuid = uuid.test(trimmed) && holdsUuid(resource, field)
  return normalise.includes('lower') || isUuid ? trimmed.toLowerCase() : trimmed
}

/** Other texts may look like one, and are stored as they were written. */
function holdsUuid({ columns, fields, key }: Resource, field: string): boolean {
  if (columns.column(field).parts) return false
  if (field === 'id') return key === undefined
  const schema = fields[field]
  return schema === undefined || schema.format === 'uuid'
}

/** The value of a field that an address holds as text; undefined where the text is none. */
export function fieldValueOf(
  resource: Resource,
  field: string,
  text: string,
): string | number | boolean | undefined {
  if (text === '') return undefined
  return convertValue(valueKindOf(resource, field), storedText(resource, field, text))
}

function fieldsOf(resource: Resource): QueryableFields {
  let fields = known.get(resource)
  if (fields === undefined) {
    const shown = resource.columns.properties.filter((name) => {
      const schema = resource.fields[name]
      return !(schema?.hidden || schema?.writeOnly)
    })
    const operators = shown.map((name) => [name, filterOperators(resource, name)] as const)
    fields = { shown, filterable: new Map(operators.filter(([, names]) => names.length > 0)) }
    known.set(resource, fields)
  }
  return fields
}
