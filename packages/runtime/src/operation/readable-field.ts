import { everyRow, noRow, type Sql } from '../database/index.ts'
import type { Context } from './context.ts'
import type { Resource } from './resource.ts'

/** The rows on which the caller may see a field, beside those rows being readable themselves. */
export function readableField(context: Context, resource: Resource, field: string): Sql {
  const rule = resource.fieldRules?.[field]?.read
  if (!rule || context.unrestricted) return everyRow
  return rule.allow(context.caller) ? rule.where(context.caller) : noRow
}
