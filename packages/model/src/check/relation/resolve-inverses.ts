import type { InverseIR } from '../../ir/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'
import { inverseName, isRelation } from './relation-names.ts'

/** The ends other entities name on this one, by entity and then in the order of their fields. */
export function resolveInverses(target: EntityDraft, entities: EntityDraft[]): InverseIR[] {
  return entities.flatMap((source) =>
    source.fields.flatMap((field): InverseIR[] => {
      const name = inverseName(field)
      if (!isRelation(field) || field.target !== target.name || name === null) return []
      const toOne = field.options.unique === true || isKey(source, field) ? 'one' : 'many'
      const kind = field.kind === 'manyToMany' ? 'manyToMany' : toOne
      return [{ name, source: source.name, relation: field.name, kind }]
    }),
  )
}

/** Is it all of the key of its entity, so that there is one record for each target? */
function isKey({ options }: EntityDraft, { name }: FieldDraft): boolean {
  return Array.isArray(options.id) && options.id.length === 1 && options.id[0] === name
}
