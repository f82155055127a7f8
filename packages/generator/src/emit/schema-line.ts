import {
  arrayLines,
  code,
  fitted,
  literal,
  objectLines,
  type Part,
  propertyKey,
} from '../print/index.ts'
import type { ValueSchema } from './field-schema.ts'

/** The limits of one field as a member of `FieldSchemas`. */
export function schemaLine(name: string, schema: ValueSchema): Part {
  const key = propertyKey(name)
  const members = Object.entries(schema).map(([keyword, value]) =>
    Array.isArray(value)
      ? fitted(`${keyword}: ${literal(value)}`, code`${keyword}: ${arrayLines(value.map(literal))}`)
      : `${propertyKey(keyword)}: ${literal(value)}`,
  )
  return fitted(`${key}: ${literal(schema)}`, code`${key}: ${objectLines(members)}`)
}
