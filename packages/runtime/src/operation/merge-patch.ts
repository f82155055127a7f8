import { type InputMode, validateInput } from '../schema/index.ts'
import type { AnyRecord } from './list-query.ts'
import { invalidInput } from './refusal.ts'
import type { Resource } from './resource.ts'

/** What a `before` hook returned, checked by the same limits as a caller's values and laid over them. */
export function mergePatch(
  resource: Resource,
  values: AnyRecord,
  { patch, mode }: { patch: object; mode: InputMode },
): AnyRecord {
  const checked = validateInput(resource, mode, patch)
  if (checked.errors.length > 0) throw invalidInput(checked.errors)
  return { ...values, ...checked.value }
}
