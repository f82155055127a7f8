import type { SourceType } from '../source/index.ts'
import type { ExportedProperty, FieldSchema } from './manifest.ts'

/** The digits a decimal of the model has at most. */
const maxDigits = 18

/** What the values of a property are. */
export function columnType({ type, scale, schema }: ExportedProperty): SourceType {
  switch (type) {
    case 'integer':
    case 'bigint':
      return { kind: 'integer', bits: 64 }
    case 'number':
      return { kind: 'real' }
    case 'boolean':
    case 'date':
      return { kind: type }
    case 'instant':
      return { kind: 'instant', zoned: true }
    case 'decimal':
      return { kind: 'decimal', precision: maxDigits, scale }
    case 'json':
      return jsonType(schema)
    default:
      return textType(schema)
  }
}

function textType(schema: FieldSchema): SourceType {
  const values = (schema.enum ?? []).filter((value) => typeof value === 'string')
  if (values.length > 0) return { kind: 'choice', name: null, values }
  switch (schema.format) {
    case 'email':
    case 'uuid':
    case 'duration':
      return { kind: schema.format }
    case 'uri':
      return { kind: 'url' }
  }
  if (schema.pattern?.startsWith('^([01][0-9]|2[0-3]):')) return { kind: 'time' }
  return { kind: 'text', max: schema.maxLength ?? null }
}

function jsonType({ items, properties = {} }: FieldSchema): SourceType {
  if (Object.keys(properties).join() === 'lat,lng') return { kind: 'point' }
  const of = items && itemType(items)
  return of ? { kind: 'list', of } : { kind: 'json' }
}

function itemType(items: FieldSchema): SourceType | undefined {
  switch (items.type) {
    case 'string':
      return textType(items)
    case 'integer':
      return { kind: 'integer', bits: 64 }
    case 'number':
      return { kind: 'real' }
    case 'boolean':
      return { kind: 'boolean' }
    default:
      return undefined
  }
}

/** Whether a property holds files. */
export function holdsFiles({ type, schema }: ExportedProperty): boolean {
  if (type !== 'json') return false
  const { properties = {}, items } = schema
  return [properties, items?.properties ?? {}].some(({ id }) => id?.format === 'uuid')
}
