import type { FieldIR } from '@cambium/model'
import { isEncrypted } from '../entity-fields.ts'
import type { ValueSchema } from '../field-schema.ts'

/** How a field can be filtered, which decides the component that describes it. */
export type FilterKind =
  | 'Text'
  | 'Integer'
  | 'Number'
  | 'Boolean'
  | 'Instant'
  | 'Date'
  | 'Decimal'
  | 'Bigint'
  | 'Presence'
  | 'Place'

/** The kind of filter a field takes; null for a field that no filter can use. */
export function filterKind(field: FieldIR): FilterKind | null {
  if (field.hidden || field.writeOnly || isEncrypted(field)) return null
  if (field.kind === 'point') return 'Place'
  switch (field.value) {
    case 'string':
      return 'Text'
    case 'integer':
      return 'Integer'
    case 'number':
      return 'Number'
    case 'boolean':
      return 'Boolean'
    case 'instant':
      return 'Instant'
    case 'date':
      return 'Date'
    case 'decimal':
      return 'Decimal'
    case 'bigint':
      return 'Bigint'
    case 'json':
      return 'Presence'
  }
}

/** What stands in the schema of a filter beside its component: a choice is compared with its values only. */
export function choiceValues({ choice }: FieldIR): ValueSchema | null {
  if (!choice) return null
  const values = { enum: choice.values }
  const compared = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']
  return { properties: Object.fromEntries(compared.map((operator) => [operator, values])) }
}

/** The component of a kind: its operators, each with the form of its value. */
export function filterSchema(kind: FilterKind): ValueSchema {
  return { type: 'object', properties: operators[kind], additionalProperties: false }
}

const list: ValueSchema = { type: 'string', description: 'Values separated by commas' }
const exists: ValueSchema = {
  type: 'boolean',
  description: 'True: the field has a value. False: it is null',
}

function ordered(value: ValueSchema): { [operator: string]: ValueSchema } {
  return {
    eq: value,
    ne: value,
    gt: value,
    gte: value,
    lt: value,
    lte: value,
    in: list,
    nin: list,
    exists,
  }
}

const text: ValueSchema = { type: 'string' }

const operators: { [kind in FilterKind]: { [operator: string]: ValueSchema } } = {
  Text: { ...ordered(text), contains: text, startsWith: text, endsWith: text },
  Integer: ordered({
    type: 'integer',
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  }),
  Number: ordered({ type: 'number' }),
  Boolean: { eq: { type: 'boolean' }, ne: { type: 'boolean' }, exists },
  Instant: ordered({ type: 'string', format: 'date-time' }),
  Date: ordered({ type: 'string', format: 'date' }),
  Decimal: ordered({ type: 'string', pattern: '^-?[0-9]{1,38}([.][0-9]{1,38})?$' }),
  Bigint: ordered({ type: 'string', pattern: '^-?[0-9]{1,18}$' }),
  Presence: { exists },
  Place: {
    near: { type: 'string', description: 'latitude,longitude,metres' },
    within: { type: 'string', description: 'Two corners: south,west,north,east' },
    exists,
  },
}
