import type { ElementIR, FieldIR, FieldKind, KeyIR, LimitsIR, ModelIR } from '@cambium/model'
import { isBroughtId } from '@cambium/model/keys'
import { fileSchema, isFileField } from './file-fields.ts'

/** The JSON Schema of one value, keys in the order they are printed. */
export type ValueSchema = { [keyword: string]: unknown }

/** The schema of a field's values; null is among the types where the field may hold none. */
export function fieldSchema(model: ModelIR, field: FieldIR): ValueSchema {
  const schema = valueSchema(model, field)
  return field.nullable ? nullable(schema) : schema
}

/** The schema of a value that is passed and not kept: its name says nothing of it. */
export function passedSchema(field: FieldIR): ValueSchema {
  const normalise = field.normalise.length > 0 ? { normalise: field.normalise } : {}
  const schema = { ...elementSchema(field), ...normalise }
  return field.nullable ? nullable(schema) : schema
}

/** The schema of a list of ids of an entity. */
export function idListSchema(model: ModelIR, target: string, required: boolean): ValueSchema {
  const items = keySchema(keyOf(model, target))
  return { type: 'array', items, ...(required && { minItems: 1 }), maxItems: 1000 }
}

/** The schema of an entity's ids. */
export function keySchema(key: KeyIR): ValueSchema {
  switch (key.kind) {
    case 'serial':
      return { type: 'integer', minimum: 1 }
    case 'int':
      return { type: 'integer' }
    case 'text':
      return { type: 'string', minLength: 1, maxLength: key.max }
    case 'nanoid':
      return { type: 'string', minLength: 1, maxLength: 255 }
    case 'composite':
      return { type: 'string', minLength: 1, maxLength: 2000 }
    default:
      return { type: 'string', format: 'uuid' }
  }
}

function keyOf(model: ModelIR, name: string): KeyIR {
  return model.entities.find((entity) => entity.name === name)?.key ?? { kind: 'uuid7' }
}

function nullable(schema: ValueSchema): ValueSchema {
  return schema.type === undefined ? schema : { ...schema, type: [schema.type, 'null'].flat() }
}

function valueSchema(model: ModelIR, field: FieldIR): ValueSchema {
  if (isBroughtId(field)) return elementSchema(field)
  if (field.name === 'id') return keySchema(keyOf(model, ''))
  if (field.reference) return keySchema(keyOf(model, field.reference.target))
  if (field.kind === 'computed' && field.element) return elementSchema(field.element)
  if (isFileField(field)) return fileSchema(field)
  const normalise = field.normalise.length > 0 ? { normalise: field.normalise } : {}
  return { ...elementSchema(field), ...normalise }
}

type Described = Pick<ElementIR, 'kind' | 'value' | 'limits' | 'choice'> &
  Partial<Pick<FieldIR, 'element' | 'nullable'>>

function elementSchema(field: Described): ValueSchema {
  const { limits } = field
  if (field.choice) return { type: 'string', enum: field.choice.values }
  if (field.kind === 'list' && field.element) {
    return {
      type: 'array',
      items: elementSchema(field.element),
      ...some({ minItems: limits.min, maxItems: limits.max ?? 1000 }),
    }
  }
  if (field.kind === 'point') return pointSchema
  switch (field.value) {
    case 'string':
      return { type: 'string', ...textFormat(field.kind), ...textLimits(field.kind, limits) }
    case 'integer':
    case 'number':
      return { type: field.value, ...numberLimits(limits) }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'instant':
      return { type: 'string', format: 'date-time' }
    case 'decimal':
      return { type: 'string', pattern: decimalPattern(limits) }
    case 'bigint':
      return { type: 'string', pattern: '^-?[0-9]{1,19}$' }
    case 'json':
      return jsonSchema(field.nullable ?? false)
  }
}

const pointSchema: ValueSchema = {
  type: 'object',
  properties: {
    lat: { type: 'number', minimum: -90, maximum: 90 },
    lng: { type: 'number', minimum: -180, maximum: 180 },
  },
  required: ['lat', 'lng'],
  additionalProperties: false,
}

/** Any JSON value; null counts as no value. */
function jsonSchema(isNullable: boolean): ValueSchema {
  return isNullable ? {} : { type: ['string', 'number', 'boolean', 'object', 'array'] }
}

function textFormat(kind: FieldKind): ValueSchema {
  switch (kind) {
    case 'email':
      return { format: 'email' }
    case 'url':
      return { format: 'uri' }
    case 'uuid':
      return { format: 'uuid' }
    case 'duration':
      return { format: 'duration' }
    case 'time':
      return { pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$' }
    case 'slug':
      return { pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }
    default:
      return {}
  }
}

/** Lengths only belong to kinds whose limits count characters. */
function textLimits(kind: FieldKind, limits: LimitsIR): ValueSchema {
  if (kind === 'time' || kind === 'duration' || kind === 'uuid') return {}
  return some({ minLength: limits.min, maxLength: limits.max, pattern: limits.pattern })
}

function numberLimits(limits: LimitsIR): ValueSchema {
  return some({ minimum: limits.min, maximum: limits.max, multipleOf: limits.step })
}

function decimalPattern(limits: LimitsIR): string {
  const scale = limits.scale ?? 2
  const whole = Math.max(1, (limits.precision ?? 18) - scale)
  const fraction = scale > 0 ? `(\\.[0-9]{1,${scale}})?` : ''
  return `^-?[0-9]{1,${whole}}${fraction}$`
}

function some(schema: ValueSchema): ValueSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}
