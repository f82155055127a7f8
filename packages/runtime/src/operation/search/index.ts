export { findByRelevance, rankedRelevance, relevanceName } from './find-by-relevance.ts'
export { type Search, searchToSql } from './search-to-sql.ts'
export type { SearchIndex, SearchWeight } from './text-index.ts'
