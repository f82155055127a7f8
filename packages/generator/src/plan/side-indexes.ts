import type { EntityIR } from '@cambium/model'
import { isIntegerKey } from '@cambium/model/keys'
import { pointsOf, searchedFields, searchIndexName } from '../searching/index.ts'
import type { SideIndex } from './storage.ts'

/** What stands beside an entity's table for searching: its words, and its places that have a `geo()` index. */
export function sideIndexesOf(entity: EntityIR): SideIndex[] {
  const words = searchedFields(entity)
  const key = entity.fields.find((field) => field.name === 'id')
  const rowKey = {
    column: key?.column ?? 'id',
    type: isIntegerKey(entity.key) ? ('integer' as const) : ('text' as const),
  }
  const indexes: SideIndex[] = pointsOf(entity)
    .filter(({ index }) => index !== null)
    .map(({ column, index }) => ({ kind: 'place', name: index ?? '', key: rowKey, column }))
  if (words.length === 0) return indexes
  const columns = words.map(({ column, weight }) => ({ name: column, weight }))
  return [{ kind: 'words', name: searchIndexName(entity), key: rowKey, columns }, ...indexes]
}
