import type { EntityDraft } from './draft.ts'
import { keyOf } from './entity/index.ts'
import { systemFields } from './field/index.ts'
import type { FieldRequest, IdentityRequest } from './identity/index.ts'
import { columnName } from './relation/index.ts'

/** What wants an identity: every entity, and each of its fields that is kept anywhere or seen by anybody. */
export function identityRequests(drafts: EntityDraft[]): IdentityRequest[] {
  return drafts.map((draft) => ({
    name: draft.name,
    was: textOr(draft.options.was),
    table: draft.table,
    fields: [
      ...draft.fields.map(
        (field): FieldRequest => ({
          name: field.name,
          was: textOr(field.options.was),
          column: columnName(field, draft) ?? '',
          fixed: null,
        }),
      ),
      ...systemFields(keyOf(draft), draft.options, draft.tenant).map(
        ({ name, id, column }): FieldRequest => ({
          name,
          was: null,
          column: column ?? '',
          fixed: id,
        }),
      ),
    ],
  }))
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
