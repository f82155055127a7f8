import type { EntityIR, FieldIR } from '@cambium/model'
import { isEncrypted } from './entity-fields.ts'

/** The function of the runtime that describes a stored value, and as the type of a computed one. */
export function columnBuilder(field: FieldIR): string {
  return isEncrypted(field) ? 'encrypted' : field.value
}

/** A column as SQL writes it: `"tasks"."due_at"`. */
export function columnReference(entity: EntityIR, field: string): string {
  const column = entity.fields.find((candidate) => candidate.name === field)?.column ?? field
  return `${quoted(entity.table)}.${quoted(column)}`
}

/** A name of SQL, always quoted. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
