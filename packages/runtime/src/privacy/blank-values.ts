import type { AnyRecord, Resource } from '../operation/index.ts'
import type { FieldSchema } from '../schema/index.ts'

/** What stands in place of text that must not be empty. */
const erasedText = 'erased'
const erasedAt = '1970-01-01T00:00:00.000Z'

/** The fields of an entity that tell of a person. */
export function personalFields({ fields, columns }: Resource): string[] {
  return Object.entries(fields).flatMap(([name, { pii }]) =>
    pii && columns.has(name) && columns.column(name).name !== null ? [name] : [],
  )
}

/**
 * The values that take the place of those that tell of a person, and what follows from them. `unique` makes them differ
 * from record to record, where the database insists.
 */
export function blankValues(
  resource: Resource,
  record: AnyRecord,
  { unique = false, further = [] }: { unique?: boolean; further?: readonly string[] } = {},
): AnyRecord {
  const names = [...new Set([...personalFields(resource), ...further])]
  const own = unique ? `${erasedText}-${record.id}` : erasedText
  const blank = Object.fromEntries(
    names.map((name) => [name, blankOf(resource, name, { own, id: record.id })]),
  )
  const derived = resource.derive?.({ ...record, ...blank }) ?? {}
  return { ...blank, ...storedOf(resource, derived) }
}

function blankOf(
  resource: Resource,
  name: string,
  { own, id }: { own: string; id: unknown },
): unknown {
  const schema = resource.fields[name]
  if (schema === undefined || isNullable(schema)) return null
  if (schema.enum) return schema.enum[0]
  if (schema.format === 'email') return `${erasedText}-${id}@erased.invalid`
  return blankOfType(resource.columns.typeOf(name), schema, own)
}

function blankOfType(
  type: ReturnType<Resource['columns']['typeOf']>,
  schema: FieldSchema,
  own: string,
): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'decimal':
    case 'bigint':
      return '0'
    case 'boolean':
      return false
    case 'instant':
      return erasedAt
    case 'date':
      return erasedAt.slice(0, 10)
    case 'json':
      return schema.type === 'array' ? [] : {}
    default:
      return own.slice(0, schema.maxLength ?? own.length)
  }
}

function isNullable({ type }: FieldSchema): boolean {
  return Array.isArray(type) && type.includes('null')
}

/** Of what follows from other fields, that which has a column of its own. */
function storedOf({ columns }: Resource, derived: AnyRecord): AnyRecord {
  return Object.fromEntries(
    Object.entries(derived).filter(
      ([name]) => columns.has(name) && columns.column(name).name !== null,
    ),
  )
}
