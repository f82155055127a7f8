import { isDeepStrictEqual } from 'node:util'
import { fieldsOf } from '../oracle/index.ts'
import type { EntityShape, Row, Rows } from '../world/shape.ts'

/** What a table holds otherwise than it must; undefined where nothing. Rows that are new are only counted. */
export function compareTables(
  entity: EntityShape,
  stored: readonly Row[],
  rows: Rows,
): string | undefined {
  const wanted = rows.tables[entity.name] ?? []
  if (stored.length !== wanted.length) return `${stored.length} rows and not ${wanted.length}`
  const names = [...fieldsOf(entity).map(({ name }) => name), 'deletedAt']
  for (const row of wanted) {
    if (String(row.id).startsWith('new-')) continue
    const found = stored.find(({ id }) => id === row.id)
    if (found === undefined) return `${row.id} is gone`
    const differs = names.find((name) => !isDeepStrictEqual(found[name] ?? null, row[name] ?? null))
    if (differs !== undefined) {
      return `${row.id}: ${differs} is ${found[differs]} and not ${row[differs]}`
    }
  }
  return undefined
}
