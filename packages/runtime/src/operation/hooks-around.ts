import type { EntityHooks } from '../hooks/index.ts'
import type { Context } from './context.ts'
import type { AnyRecord } from './list-query.ts'

type AnyHooks = EntityHooks<AnyRecord, AnyRecord, AnyRecord>

/** The hooks that stand around one operation: those of every entity and the entity's own; none where hooks are left out. */
export function hooksAround<Name extends keyof AnyHooks>(
  context: Context,
  operation: Name,
  own: AnyHooks[Name] | undefined,
): { every: AnyHooks[Name] | undefined; own: AnyHooks[Name] | undefined } {
  if (!context.services.runHooks) return { every: undefined, own: undefined }
  return { every: context.services.registry.everyHooks?.[operation], own }
}
