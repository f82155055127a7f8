import type { ValueType } from '@cambium/model/ir'
import type { ExpressionType } from '../schema/index.ts'

const words: Readonly<Record<ValueType, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  decimal: 'a decimal',
  bigint: 'a big integer',
  boolean: 'true or false',
  date: 'a date',
  instant: 'an instant',
  json: 'JSON',
}

/** A type in the words of a sentence. */
export function describeType(type: ValueType | ExpressionType): string {
  if (typeof type === 'string') return words[type]
  if (type.kind === 'value') return words[type.value]
  if (type.kind === 'record') return `a record of ${type.entity.name}`
  if (type.kind === 'many') return `many records of ${type.entity.name}`
  return type.kind === 'null' ? 'null' : 'something unknown'
}
