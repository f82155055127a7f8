import {
  closing,
  isWord,
  plainName,
  splitAtCommas,
  type Token,
  textOf,
  tokensOf,
} from './tokens.ts'

/** What of a table only its `create table` statement tells. */
export interface TableStatement {
  checks: { name: string | null; sql: string }[]
  /** The expressions that columns are worked out by, by their names in small letters. */
  generated: ReadonlyMap<string, string>
}

const ofTable: ReadonlySet<string> = new Set([
  'constraint',
  'primary',
  'unique',
  'check',
  'foreign',
])

/** Reads the checks and the expressions of generated columns. */
export function readTableStatement(sql: string): TableStatement {
  const tokens = tokensOf(sql)
  const open = tokens.findIndex(({ text }) => text === '(')
  const items = open < 0 ? [] : splitAtCommas(tokens.slice(open + 1, closing(tokens, open)))
  const generated = new Map<string, string>()
  for (const item of items) {
    const [first] = item
    if (!first || ofTable.has(first.text.toLowerCase())) continue
    const expression = generatedBy(sql, item)
    if (expression !== null) generated.set(plainName(first.text).toLowerCase(), expression)
  }
  return { checks: items.flatMap((item) => checksIn(sql, item)), generated }
}

function checksIn(sql: string, item: readonly Token[]): TableStatement['checks'] {
  return outside(item).flatMap((at) => {
    if (!isWord(item[at], 'check') || item[at + 1]?.text !== '(') return []
    const isNamed = isWord(item[at - 2], 'constraint')
    return [
      {
        name: isNamed ? plainName(item[at - 1]?.text ?? '') : null,
        sql: textOf(sql, item.slice(at + 2, closing(item, at + 1))),
      },
    ]
  })
}

function generatedBy(sql: string, item: readonly Token[]): string | null {
  const at = outside(item).find((one) => isWord(item[one], 'as') && item[one + 1]?.text === '(')
  return at === undefined ? null : textOf(sql, item.slice(at + 2, closing(item, at + 1)))
}

/** The places that stand in no parentheses. */
function outside(item: readonly Token[]): number[] {
  let depth = 0
  return item.flatMap(({ text }, at) => {
    if (text === ')') depth--
    const isOutside = depth === 0
    if (text === '(') depth++
    return isOutside ? [at] : []
  })
}
