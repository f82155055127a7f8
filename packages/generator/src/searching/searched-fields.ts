import type { EntityIR, FieldIR } from '@cambium/model'

type Weight = NonNullable<FieldIR['search']>

/** A field whose words can be searched, and how much it counts. */
export interface SearchedField {
  readonly name: string
  readonly column: string
  readonly weight: Weight
}

/**
 * The fields of an entity that `q` searches: those with `search`, and those of a `fulltext()` index, which count least.
 * What never leaves the server is not searched.
 */
export function searchedFields(entity: EntityIR): SearchedField[] {
  const indexed = new Set(
    entity.indexes
      .filter(({ kind }) => kind === 'fulltext')
      .flatMap(({ fields }) => fields.map(({ field }) => field)),
  )
  return entity.fields.flatMap((field) => {
    const { name, column } = field
    const weight = field.search ?? (indexed.has(name) ? 'D' : null)
    if (weight === null || column === null || isSecret(field)) return []
    return [{ name, column, weight }]
  })
}

/** The table of words in SQLite, and the index on them in PostgreSQL. */
export function searchIndexName({ id }: EntityIR): string {
  return `cambium_search_${id}`
}

function isSecret({ hidden, writeOnly, encrypted }: FieldIR): boolean {
  return hidden || writeOnly || encrypted
}
