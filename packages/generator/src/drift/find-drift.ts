import type { Catalogue } from './catalogue.ts'
import { compareCatalogues, type TableDrift } from './compare-catalogues.ts'
import { withoutIgnored } from './ignored.ts'

/** Where a database differs from what it should be, but for what is none of the migrations' business. */
export function findDrift(
  found: Catalogue,
  wanted: Catalogue,
  ignore: readonly string[],
): TableDrift[] {
  const known = new Set(wanted.tables.map(({ name }) => name))
  const options = { ignore, known }
  return compareCatalogues(withoutIgnored(found, options), withoutIgnored(wanted, options))
}
