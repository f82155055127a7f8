import type { EntityIR, IndexIR } from '../../ir/index.ts'
import { type IndexedField, nameIndex } from './resolve-indexes.ts'

/**
 * The indexes of an entity, and one more for the order its lists have when nobody asks for another: without it the first
 * page of a large table would be found by sorting all of it. None where the order is the id's, or an index has it.
 */
export function withListOrder(entity: EntityIR): IndexIR[] {
  const fields = entity.list.sort.flatMap(({ field: name, descending }) => {
    const field = entity.fields.find((candidate) => candidate.name === name)
    return field && field.column !== null
      ? [{ field: name, descending, id: field.id, of: field }]
      : []
  })
  const [first] = fields
  if (first === undefined || fields.length < entity.list.sort.length) return entity.indexes
  const isAlone = fields.length === 1 && (first.of.unique || first.of.indexed)
  const hasOrder = entity.indexes.some((index) => startsWith(index, fields))
  if (first.field === 'id' || isAlone || hasOrder) return entity.indexes
  return [...entity.indexes, nameIndex(entity, 'btree', fields)]
}

/** An index is read from either end. */
function startsWith({ kind, fields }: IndexIR, order: readonly IndexedField[]): boolean {
  if (kind !== 'btree' && kind !== 'unique') return false
  const turned = order.map(({ descending }, at) => fields[at]?.descending !== descending)
  return (
    order.every(({ field }, at) => fields[at]?.field === field) &&
    turned.every((isTurned) => isTurned === turned[0])
  )
}
