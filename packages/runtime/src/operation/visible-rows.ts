import { everyRow, noRow, type Sql } from '../database/index.ts'
import type { Context } from './context.ts'
import { notAllowed } from './refusal.ts'
import type { Resource } from './resource.ts'

/** The rows of an entity the caller may read; throws when that is none at all. */
export function visibleRows<Record extends object>(
  context: Context,
  resource: Resource<Record>,
): Sql {
  if (context.unrestricted) return everyRow
  if (!resource.read.allow(context.caller)) {
    throw notAllowed(context.caller, `read a ${resource.words}`)
  }
  return resource.read.where(context.caller)
}

/** The same for a related entity, where not being allowed means that there is nothing to see. */
export function visibleRelated(context: Context, target: Resource): Sql {
  if (context.unrestricted) return everyRow
  return target.read.allow(context.caller) ? target.read.where(context.caller) : noRow
}
