import type { JsonValue } from '@cambium/model'
import { defaultValue as postgresValue } from './postgres/index.ts'
import type { Dialect } from './render-plan.ts'
import { defaultValue as sqliteValue } from './sqlite/index.ts'
import type { StorageType } from './storage.ts'

/** A value of the model as a literal of its column. */
export function literalOf(dialect: Dialect, type: StorageType, value: JsonValue): string {
  return dialect === 'sqlite' ? sqliteValue(type, value) : postgresValue(type, value)
}
