import type { OpenSource, SourceRows, TableName } from '../../import/index.ts'

/**
 * The rows of a schema that stand in another source: its tables are found by their names, whatever schema they are in there and
 * however their letters are written. A table that is not there has no rows.
 */
export function rowsElsewhere({ schema, rows }: OpenSource): SourceRows | null {
  if (rows === null) return null
  const find = (wanted: TableName): TableName | null => {
    const same = schema.tables.filter(({ name }) => name === wanted.name)
    const like = schema.tables.filter(
      ({ name }) => name.toLowerCase() === wanted.name.toLowerCase(),
    )
    const candidates = same.length > 0 ? same : like
    const found =
      candidates.find((one) => one.schema === wanted.schema) ??
      candidates.find((one) => one.schema === 'public') ??
      candidates[0] ??
      linked(wanted)
    return found === null ? null : { schema: found.schema, name: found.name }
  }
  // pairs of a stated many-to-many relation stand in a table that is none of the schema's
  const linked = ({ name }: TableName): TableName | null => {
    const links = schema.tables.flatMap((table) => table.links)
    return links.find((link) => link.through.name === name)?.through ?? null
  }
  return {
    async *read(table, options) {
      const found = find(table)
      if (found !== null) yield* rows.read(found, options)
    },
    async count(table) {
      const found = find(table)
      return found === null ? 0 : rows.count(found)
    },
  }
}
