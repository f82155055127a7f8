import type { SourceType } from '../source/index.ts'
import type { Datamodel, DatamodelField } from './datamodel.ts'

/** What the type of a field depends on beside the field. */
export interface TypeContext {
  datamodel: Datamodel
  provider: string | null
}

/** What a field's column holds. */
export function columnType(field: DatamodelField, context: TypeContext): SourceType {
  const type = elementType(field, context)
  return field.isList && !isComposite(field, context) ? { kind: 'list', of: type } : type
}

/** The type in the words of the schema: `String? @db.VarChar(50)`. */
export function nativeWords({ type, isList, isRequired, nativeType }: DatamodelField): string {
  const [native, args = []] = nativeType ?? []
  const arity = isList ? '[]' : isRequired ? '' : '?'
  const limits = args.length > 0 ? `(${args.join(', ')})` : ''
  return `${type}${arity}${native ? ` @db.${native}${limits}` : ''}`
}

/** Whether the field holds a composite type, which has no table of its own. */
export function isComposite({ type }: DatamodelField, { datamodel }: TypeContext): boolean {
  return datamodel.types.some(({ name }) => name === type)
}

function elementType(field: DatamodelField, context: TypeContext): SourceType {
  if (isComposite(field, context)) return { kind: 'json' }
  const named = context.datamodel.enums.find(({ name }) => name === field.type)
  if (named) {
    const values = named.values.map(({ name, dbName }) => dbName ?? name)
    return { kind: 'choice', name: named.dbName ?? named.name, values }
  }
  const [native = null, args = []] = field.nativeType ?? []
  switch (field.type) {
    case 'Int':
      return { kind: 'integer', bits: integerBits(native, 32) }
    case 'BigInt':
      return { kind: 'integer', bits: 64 }
    case 'Float':
      return native === 'Money' || native === 'SmallMoney' ? money : { kind: 'real' }
    case 'Decimal':
      return decimalType(native, args)
    case 'Boolean':
      return { kind: 'boolean' }
    case 'DateTime':
      return timeType(native, context.provider)
    case 'Json':
      return { kind: 'json' }
    case 'Bytes':
      return { kind: 'bytes' }
    default:
      return textType(native, args, context.provider)
  }
}

const money: SourceType = { kind: 'decimal', precision: 19, scale: 2 }

function decimalType(native: string | null, args: string[]): SourceType {
  if (native === 'Money') return money
  const [precision = null, scale = null] = args.map(Number)
  return { kind: 'decimal', precision, scale: precision === null ? null : (scale ?? 0) }
}

function integerBits(native: string | null, otherwise: 32): 16 | 32 | 64 {
  if (native === null) return otherwise
  if (/^(SmallInt|Int2|TinyInt|UnsignedTinyInt|Year|Bit)$/.test(native)) return 16
  return /^(UnsignedInt|Oid|Long|Int8)$/.test(native) ? 64 : otherwise
}

function timeType(native: string | null, provider: string | null): SourceType {
  if (native === 'Date' && provider !== 'mongodb') return { kind: 'date' }
  if (native === 'Time' || native === 'Timetz') return { kind: 'time' }
  const zoned = native === 'Timestamptz' || native === 'DateTimeOffset' || provider === 'mongodb'
  return { kind: 'instant', zoned }
}

/** The most characters of a text without a native type. */
const usualLength: { [provider: string]: number | undefined } = { mysql: 191, sqlserver: 1000 }

function textType(native: string | null, args: string[], provider: string | null): SourceType {
  switch (native) {
    case 'Uuid':
    case 'UniqueIdentifier':
      return { kind: 'uuid' }
    case 'Inet':
    case 'Xml':
    case 'Bit':
    case 'VarBit':
      return { kind: 'other' }
    case null:
      return { kind: 'text', max: usualLength[provider ?? ''] ?? null }
    default:
      return {
        kind: 'text',
        max: textLength(native, args),
        ...(isPadded(native) && { padded: true }),
      }
  }
}

function textLength(native: string, [length]: string[]): number | null {
  if (native === 'TinyText') return 255
  if (isPadded(native) && length === undefined) return 1
  const max = Number(length)
  return length === undefined || Number.isNaN(max) ? null : max
}

function isPadded(native: string): boolean {
  return native === 'Char' || native === 'NChar'
}
