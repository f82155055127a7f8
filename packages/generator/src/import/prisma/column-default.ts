import type { JsonValue } from '@cambium/model'
import type { SourceDefault, SourceType } from '../source/index.ts'
import type { Datamodel, DatamodelField, DatamodelLiteral } from './datamodel.ts'

/** What a column holds where nothing is given for it. */
export function columnDefault(
  field: DatamodelField,
  type: SourceType,
  datamodel: Datamodel,
): SourceDefault | null {
  const given = field.default
  if (given === undefined) return unsaid(field)
  if (Array.isArray(given)) {
    const of = type.kind === 'list' ? type.of : type
    return {
      kind: 'literal',
      value: given.map((value) => literal(value, of, { field, datamodel })),
    }
  }
  if (typeof given !== 'object') {
    return { kind: 'literal', value: literal(given, type, { field, datamodel }) }
  }
  return functionDefault(given.name, String(given.args[0] ?? ''))
}

/** Prisma itself sets an `@updatedAt` at the beginning too, and answers a list that is not there as an empty one. */
function unsaid({ isUpdatedAt, isList, kind }: DatamodelField): SourceDefault | null {
  if (isUpdatedAt) return { kind: 'now' }
  return isList && kind !== 'object' ? { kind: 'literal', value: [] } : null
}

function functionDefault(name: string, argument: string): SourceDefault {
  switch (name) {
    case 'autoincrement':
    case 'sequence':
      return { kind: 'counter' }
    case 'now':
      return { kind: 'now' }
    case 'uuid':
      return { kind: 'uuid' }
    case 'cuid':
    case 'nanoid':
    case 'ulid':
    case 'auto':
      return { kind: 'shortId' }
    default:
      return generatedDefault(argument)
  }
}

/** The SQL of a `dbgenerated("...")`, known forms told by what they mean. */
function generatedDefault(sql: string): SourceDefault {
  const bare = sql
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .toLowerCase()
  if (
    /^(gen_random_uuid|uuid_generate_v[147]|uuidv[47]|uuid|newid|newsequentialid)\(\)$/.test(bare)
  ) {
    return { kind: 'uuid' }
  }
  if (/^(now\(\)|current_timestamp(\(\d?\))?|getdate\(\)|sysutcdatetime\(\))$/.test(bare)) {
    return { kind: 'now' }
  }
  return { kind: 'sql', sql: sql === '' ? 'dbgenerated()' : sql }
}

interface LiteralPlace {
  field: DatamodelField
  datamodel: Datamodel
}

function literal(value: DatamodelLiteral, type: SourceType, place: LiteralPlace): JsonValue {
  switch (type.kind) {
    case 'choice': {
      const named = place.datamodel.enums.find(({ name }) => name === place.field.type)
      return named?.values.find(({ name }) => name === value)?.dbName ?? value
    }
    case 'decimal':
      return plainDigits(value)
    case 'integer':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
    case 'json':
      return jsonLiteral(String(value))
    case 'instant':
      return new Date(String(value)).toISOString()
    case 'date':
      return new Date(String(value)).toISOString().slice(0, 10)
    case 'time':
      return new Date(String(value)).toISOString().slice(11, 19)
    default:
      return value
  }
}

/** Digits without an exponent. */
function plainDigits(value: DatamodelLiteral): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return Number.isInteger(value) ? BigInt(Number(value)).toString() : Number(value).toFixed(20)
}

function jsonLiteral(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
