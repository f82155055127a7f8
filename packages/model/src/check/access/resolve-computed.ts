import type { EntityIR } from '../../ir/index.ts'
import type { EntityDraft } from '../draft.ts'
import type { AccessSite } from './access-site.ts'
import { mayBeNull } from './may-be-null.ts'

/** Fills in the formulas of the computed fields, and whether they can be null. */
export function resolveComputed(draft: EntityDraft, entities: EntityIR[], site: AccessSite): void {
  for (const field of site.entity.fields) {
    const written = draft.fields.find(
      ({ name, kind }) => kind === 'computed' && name === field.name,
    )
    if (written === undefined || written.formula === null) continue
    const path = [...written.path, 'expression']
    const expression = site.compile(written.formula, {
      purpose: 'computed',
      path,
      result: field.value,
    })
    if (expression === null) continue
    const stored = written.options.stored === true
    field.computed = { stored, expression }
    field.nullable = mayBeNull(expression.expr, { entity: site.entity, entities })
  }
}
