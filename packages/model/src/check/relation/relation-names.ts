import { pluralise, singularise, snakeCase, withLastWord } from '../../names/index.ts'
import type { EntityDraft, FieldDraft } from '../draft.ts'

/** The name under which a field is stored: `assigneeId` for the relation `assignee`. */
export function storedName(field: FieldDraft): string {
  return field.kind === 'one' ? `${field.name}Id` : field.name
}

/** The input of a many-to-many relation: `tagIds` for `tags`. */
export function inputName(field: FieldDraft): string {
  return `${withLastWord(field.name, singularise)}Ids`
}

/** The column of a field, or the linking table of a many-to-many relation; `null` for a formula that is not stored. */
export function columnName(field: FieldDraft, entity: EntityDraft): string | null {
  if (field.kind === 'manyToMany') {
    const { table } = field.options
    return typeof table === 'string' ? table : `${entity.table}_${snakeCase(field.name)}`
  }
  if (field.kind === 'computed' && field.options.stored !== true) return null
  if (heldIn(field) !== null) return null
  return typeof field.options.column === 'string'
    ? field.options.column
    : snakeCase(storedName(field))
}

/** The names of the fields that hold a relation to a key of several, `null` for a relation with a column of its own. */
export function heldIn({ kind, options }: FieldDraft): string[] | null {
  return kind === 'one' && Array.isArray(options.fields) ? options.fields.map(String) : null
}

/** Every name a field takes on its entity. */
export function takenNames(field: FieldDraft): string[] {
  if (field.kind === 'one') return [field.name, storedName(field)]
  return field.kind === 'manyToMany' ? [field.name, inputName(field)] : [field.name]
}

/** The name of the other end, `null` when it has none. */
export function inverseName(field: FieldDraft): string | null {
  const { inverse } = field.options
  return typeof inverse === 'string' ? inverse : null
}

/** True for a relation of either kind. */
export function isRelation(field: FieldDraft): boolean {
  return field.kind === 'one' || field.kind === 'manyToMany'
}

/** A name for the other end when none was thought of: `tasks` for relations of `Task`. */
export function suggestedInverse(entity: EntityDraft): string {
  return withLastWord(entity.names.camel, pluralise)
}
