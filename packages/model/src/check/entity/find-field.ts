import type { EntityIR, FieldIR } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'

/** The stored or computed field of that name; a relation may be named as written, `assignee` for `assigneeId`. */
export function findField(entity: EntityIR, name: string): FieldIR | undefined {
  return entity.fields.find((field) => field.name === name || field.reference?.relation === name)
}

/** Names that `findField` knows, as their author writes them. */
export function fieldNames(entity: EntityIR): string[] {
  return entity.fields.map((field) => field.reference?.relation ?? field.name)
}

/** The field of that name; an unknown one is reported. */
export function requireField(
  entity: EntityIR,
  name: string,
  site: { code: string; path: string[]; report: Report },
): FieldIR | undefined {
  const field = findField(entity, name)
  if (field !== undefined) return field
  if (entity.manyToMany.some((relation) => relation.name === name)) {
    site.report.error(
      site.code,
      site.path,
      `"${name}" is a many-to-many relation, which is no column of ${entity.name}`,
    )
  } else {
    const names = fieldNames(entity)
    site.report.error(site.code, site.path, `${entity.name} has no field "${name}"`, {
      nearest: nearestName(name, names),
      hint: `It has: ${names.join(', ')}`,
    })
  }
  return undefined
}

/** Splits `-createdAt` into its field and its direction. */
export function readDirection(written: string): { name: string; descending: boolean } {
  return written.startsWith('-')
    ? { name: written.slice(1), descending: true }
    : { name: written, descending: false }
}

/** Why nobody can filter or sort by the field; `null` when one can. */
export function unsortable(field: FieldIR): string | null {
  if (field.name === 'id') return null
  if (field.column === null) return notStored(field)
  if (field.encrypted) return 'is encrypted'
  return field.value === 'json' ? `is of kind ${field.kind}, which has no order` : null
}

/** Why there is no column of it. */
export function notStored({ name, reference }: FieldIR): string {
  if (name === 'id' || reference) return 'is held in other fields, which may be named instead'
  return 'is a formula that is not stored'
}
