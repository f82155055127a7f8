import type { TypeContext } from './column-type.ts'
import type { PassedOver } from './passed-over.ts'

/** A schema as it was parsed, and what the parser keeps to itself. */
export interface ParsedSchema extends TypeContext {
  passedOver: PassedOver
  dialect: 'postgres' | 'sqlite' | null
}
