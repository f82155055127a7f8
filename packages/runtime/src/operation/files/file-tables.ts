import type { Caller } from '../../access/index.ts'
import type { FileTable } from '../../files/index.ts'
import type { Registry } from '../registry.ts'

/** The tables whose records hold files; none where the model has no such field. */
export function fileTablesOf({ entities }: Registry): FileTable[] {
  return entities.flatMap(({ resource }) => {
    const fields = Object.keys(resource.files ?? {})
    if (fields.length === 0) return []
    const columns = fields.flatMap((field) => resource.columns.column(field).name ?? [])
    const id = resource.columns.expression('id')
    const key = resource.key === 'integer' ? 'integer' : 'text'
    return [{ entity: resource.name, table: resource.table, columns, key, id } as const]
  })
}

/** May the caller upload at all: is there an entity with files that could let this caller create or change a record? */
export function mayUpload({ entities }: Registry, caller: Caller): boolean {
  return entities.some(({ resource }) => resource.uploads?.some((rule) => rule.allow(caller)))
}
