import type { EntityIR } from '@cambium/model'

/** A place on the earth that records can be found by. */
export interface PointField {
  readonly name: string
  readonly column: string
  /** The table of boxes in SQLite and the index in PostgreSQL; null without a `geo()` index. */
  readonly index: string | null
}

/** The stored places of an entity. */
export function pointsOf(entity: EntityIR): PointField[] {
  const indexed = new Set(
    entity.indexes
      .filter(({ kind }) => kind === 'geo')
      .flatMap(({ fields }) => fields.map(({ field }) => field)),
  )
  return entity.fields.flatMap(({ kind, id, name, column, encrypted }) => {
    if (kind !== 'point' || column === null || encrypted) return []
    return [{ name, column, index: indexed.has(name) ? `cambium_geo_${entity.id}_${id}` : null }]
  })
}
