import type { JsonValue } from '@cambium/model'
import type { SourceType } from '../../source/index.ts'
import { type Document, type SchemaView, viewSchema } from '../document/index.ts'

/** The type of a property, and what should be said of it. */
export interface FieldType {
  type: SourceType
  note: string | null
}

const json: SourceType = { kind: 'json' }

/** What a schema that is no entity holds. */
export function fieldType(document: Document, view: SchemaView): FieldType {
  if (view.alternatives.length > 0) {
    return { type: json, note: 'it may be of several kinds (oneOf, anyOf): kept as JSON' }
  }
  const [type] = view.types
  if (view.types.length > 1) {
    const note = `it may be ${view.types.join(' or ')}: kept as JSON`
    return numberType(view) ?? { type: json, note }
  }
  switch (type) {
    case 'string':
      return textType(view)
    case 'integer':
    case 'number':
      return numberType(view) ?? { type: { kind: 'real' }, note: null }
    case 'boolean':
      return { type: { kind: 'boolean' }, note: null }
    case 'array':
      return listType(document, view)
    case 'file':
      return { type: { kind: 'file' }, note: null }
    default:
      return { type: json, note: null }
  }
}

const plainFormats = {
  date: 'date',
  time: 'time',
  duration: 'duration',
  email: 'email',
  'idn-email': 'email',
  uri: 'url',
  url: 'url',
  uuid: 'uuid',
  byte: 'bytes',
  binary: 'file',
} as const

function isPlainFormat(format: JsonValue | undefined): format is keyof typeof plainFormats {
  return typeof format === 'string' && Object.hasOwn(plainFormats, format)
}

function textType({ schema, name }: SchemaView): FieldType {
  const { format, maxLength, enum: values, const: only } = schema
  const choices = (Array.isArray(values) ? values : [only]).filter((one) => typeof one === 'string')
  if (choices.length > 0) {
    const unique = [...new Set(choices)]
    return { type: { kind: 'choice', name, values: unique }, note: null }
  }
  if (isPlainFormat(format)) return { type: { kind: plainFormats[format] }, note: null }
  if (format === 'date-time') return { type: { kind: 'instant', zoned: true }, note: null }
  if (format === 'decimal') {
    return { type: { kind: 'decimal', precision: null, scale: null }, note: null }
  }
  const { contentEncoding } = schema
  if (contentEncoding === 'base64') return { type: { kind: 'bytes' }, note: null }
  const max = typeof maxLength === 'number' && maxLength > 0 ? maxLength : null
  return { type: { kind: 'text', max }, note: null }
}

function numberType({ types, schema }: SchemaView): FieldType | null {
  if (!types.every((type) => type === 'integer' || type === 'number')) return null
  const { format, multipleOf, maximum } = schema
  if (types.includes('number') && format !== 'int32' && format !== 'int64') {
    const scale = decimalsOf(multipleOf)
    if (scale === null) return { type: { kind: 'real' }, note: null }
    return { type: { kind: 'decimal', precision: null, scale }, note: null }
  }
  const isLarge = format === 'int64' || (typeof maximum === 'number' && maximum > 2 ** 31 - 1)
  return { type: { kind: 'integer', bits: isLarge ? 64 : 32 }, note: null }
}

/** A multiple of 0.01 has two decimals. */
function decimalsOf(multipleOf: JsonValue | undefined): number | null {
  if (typeof multipleOf !== 'number') return null
  const match = /^0\.(0*1)$/.exec(multipleOf.toFixed(8).replace(/0+$/, ''))
  return match?.[1]?.length ?? null
}

function listType(document: Document, { items }: SchemaView): FieldType {
  if (items === null) return { type: json, note: null }
  const inner = fieldType(document, viewSchema(document, items))
  const isSimple = ['text', 'integer', 'real', 'boolean', 'uuid', 'email', 'url', 'date'].includes(
    inner.type.kind,
  )
  if (isSimple) return { type: { kind: 'list', of: inner.type }, note: inner.note }
  if (inner.type.kind === 'choice') {
    return {
      type: { kind: 'list', of: { kind: 'text', max: null } },
      note: `each is one of ${inner.type.values.join(', ')}, which a list does not check`,
    }
  }
  return { type: json, note: inner.note }
}
