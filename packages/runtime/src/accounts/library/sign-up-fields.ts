import type { BetterAuthOptions } from 'better-auth'
import type { Resource } from '../../operation/index.ts'
import type { FieldSchema } from '../../schema/index.ts'
import type { AccountsDefinition } from '../definition.ts'

type AdditionalFields = NonNullable<NonNullable<BetterAuthOptions['user']>['additionalFields']>
type FieldType = AdditionalFields[string]['type']

/** Fields of the library itself, whatever the entity calls its own. */
const libraryFields = new Set(['name', 'email', 'image'])

/**
 * The fields that somebody may bring when they make an account: those a caller may set, but for the ones that only some
 * callers may. What they must be is checked by the entity's own operation.
 */
export function signUpFields(resource: Resource, { email }: AccountsDefinition): AdditionalFields {
  const fields = Object.entries(resource.fields).filter(
    ([name, field]) =>
      name !== email &&
      !libraryFields.has(name) &&
      // A file is of somebody who uploaded it, and nobody is signed in yet.
      resource.files?.[name] === undefined &&
      !field.readOnly &&
      !field.hidden &&
      resource.fieldRules?.[name]?.write === undefined,
  )
  return Object.fromEntries(
    fields.map(([name, field]) => [
      name,
      { type: typeOf(field), required: false, input: true, returned: false },
    ]),
  )
}

function typeOf({ type }: FieldSchema): FieldType {
  const types = Array.isArray(type) ? type : [type]
  if (types.includes('string')) return 'string'
  if (types.includes('boolean')) return 'boolean'
  return types.includes('integer') || types.includes('number') ? 'number' : 'json'
}
