import { closing, isWord, splitAtCommas, type Token, textOf, tokensOf } from './tokens.ts'

/** What of an index only its statement tells. */
export interface IndexStatement {
  /** Its columns and expressions without their direction, in order. */
  items: string[]
  where: string | null
}

/** Reads the list and the condition of a `create index` statement. */
export function readIndexStatement(sql: string): IndexStatement {
  const tokens = tokensOf(sql)
  const on = tokens.findIndex((token) => isWord(token, 'on'))
  const open = tokens.findIndex(({ text }, at) => at > on && text === '(')
  if (on < 0 || open < 0) return { items: [], where: null }
  const close = closing(tokens, open)
  const where = isWord(tokens[close + 1], 'where') ? textOf(sql, tokens.slice(close + 2)) : null
  return {
    items: splitAtCommas(tokens.slice(open + 1, close)).map((item) => textOf(sql, directed(item))),
    where,
  }
}

function directed(item: readonly Token[]): Token[] {
  const last = item.at(-1)
  return isWord(last, 'asc') || isWord(last, 'desc') ? item.slice(0, -1) : [...item]
}
