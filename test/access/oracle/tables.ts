import type { Link, Row, Rows, Shape, Value } from '../world/shape.ts'

/** The rows with one put in the place of the one with its id, or added. */
export function withRow(rows: Rows, entity: string, row: Row): Rows {
  const table = rows.tables[entity] ?? []
  const isThere = table.some(({ id }) => id === row.id)
  const changed = isThere ? table.map((one) => (one.id === row.id ? row : one)) : [...table, row]
  return { ...rows, tables: { ...rows.tables, [entity]: changed } }
}

/** The rows with exactly these links of a record, beside those that are kept. */
export function withLinks(
  rows: Rows,
  place: string,
  { id, ids, isKept }: { id: string; ids: readonly string[]; isKept: (far: string) => boolean },
): Rows {
  const others = (rows.links[place] ?? []).filter(([near, far]) => near !== id || isKept(far))
  const links = [...new Set(ids)].map((far): Link => [id, far])
  return { ...rows, links: { ...rows.links, [place]: [...others, ...links] } }
}

/** The rows without one, and what follows from that for those that refer to it; null where they keep it. */
export function withoutRow(
  shape: Shape,
  rows: Rows,
  { entity, id }: { entity: string; id: Value },
): Rows | null {
  const table = (rows.tables[entity] ?? []).filter((row) => row.id !== id)
  let left: Rows | null = { ...rows, tables: { ...rows.tables, [entity]: table } }
  for (const source of shape.entities) {
    for (const { key, target, onDelete } of source.references) {
      const referring: readonly Row[] =
        target === entity ? (left.tables[source.name] ?? []).filter((row) => row[key] === id) : []
      for (const row of referring) {
        if (onDelete === 'restrict') return null
        if (onDelete === 'setNull') left = withRow(left, source.name, { ...row, [key]: null })
        else left = withoutRow(shape, left, { entity: source.name, id: row.id ?? null })
        if (left === null) return null
      }
    }
  }
  // What was given on a record goes with it.
  const grants = left.grants.filter((grant) => grant.entity !== entity || grant.id !== id)
  return { ...left, grants, links: withoutLinks(shape, left, { entity, id }) }
}

function withoutLinks(
  shape: Shape,
  { links }: Rows,
  { entity, id }: { entity: string; id: Value },
): Rows['links'] {
  const targets = new Map(
    shape.entities.flatMap(({ name, links: own }) =>
      own.map(({ relation, target }) => [`${name}.${relation}`, { near: name, far: target }]),
    ),
  )
  return Object.fromEntries(
    Object.entries(links).map(([place, pairs]) => {
      const ends = targets.get(place)
      const kept = pairs.filter(
        ([near, far]) =>
          !(ends?.near === entity && near === id) && !(ends?.far === entity && far === id),
      )
      return [place, kept]
    }),
  )
}
