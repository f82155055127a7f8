import type { EntityIR, FieldIR, ValueType } from '@cambium/model/ir'

/** What an expression stands for. */
export type ExpressionType =
  | SimpleType
  | { kind: 'null' }
  | { kind: 'record'; entity: EntityIR }
  | { kind: 'many'; entity: EntityIR }
  /** Already refused, or outside the grammar. */
  | { kind: 'unknown' }

/** A single value. */
export interface SimpleType {
  kind: 'value'
  value: ValueType
  /** The only values it can have, of a choice. */
  choices: readonly string[] | null
  /** Digits after the point, of a decimal. */
  scale: number | null
  /** The field it is read from, where it is one. */
  field: FieldIR | null
}

/** A value of that type without further limits. */
export function simpleType(value: ValueType): SimpleType {
  return { kind: 'value', value, choices: null, scale: null, field: null }
}

/** The type of a field's value, usable in rules or not. */
export function fieldType(field: FieldIR): SimpleType {
  const choices = field.choice?.values ?? null
  return { kind: 'value', value: field.value, choices, scale: field.limits.scale ?? null, field }
}
