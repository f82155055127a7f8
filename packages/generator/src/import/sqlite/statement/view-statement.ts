import { isWord, tokensOf } from './tokens.ts'

/** The query of a `create view` statement. */
export function queryOfView(sql: string): string {
  const as = tokensOf(sql).find((token) => isWord(token, 'as'))
  return as ? sql.slice(as.end).trim() : sql
}
