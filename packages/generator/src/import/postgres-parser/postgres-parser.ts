import type { Node, ParseResult, RawStmt } from 'libpg-query'

/** PostgreSQL's own parser. */
export interface PostgresParser {
  /** The statements of a text. Offsets in them count bytes of UTF-8. Throws an error whose message is PostgreSQL's. */
  statements(sql: string): RawStmt[]
  /** One expression; `null` where the text is none. */
  expression(sql: string): Node | null
}

let loading: Promise<PostgresParser> | null = null
let loaded: PostgresParser | null = null

/** Loads the parser, which is some megabytes, when it is first needed. */
export function loadPostgresParser(): Promise<PostgresParser> {
  loading ??= load()
  return loading
}

/** The parser, where it was loaded before. */
export function loadedParser(): PostgresParser {
  if (loaded === null) throw new Error('the parser is asked before it was loaded')
  return loaded
}

/** What stands before an expression so that it becomes a statement. */
const before = 'select '

async function load(): Promise<PostgresParser> {
  const { loadModule, parseSync } = await import('libpg-query')
  await loadModule()
  const statements = (sql: string): RawStmt[] => {
    const result: ParseResult = parseSync(sql)
    return result.stmts ?? []
  }
  const parser: PostgresParser = {
    statements,
    expression: (sql) => {
      try {
        return expressionOf(statements(`${before}${sql}`))
      } catch {
        return null
      }
    },
  }
  loaded = parser
  return parser
}

function expressionOf([first, second]: RawStmt[]): Node | null {
  if (first?.stmt === undefined || second !== undefined || !('SelectStmt' in first.stmt))
    return null
  const { targetList, ...rest } = first.stmt.SelectStmt
  const [target, another] = targetList ?? []
  const isMore = Object.keys(rest).some((key) => key !== 'limitOption' && key !== 'op')
  if (target === undefined || another !== undefined || isMore) return null
  if (!('ResTarget' in target) || target.ResTarget.name !== undefined) return null
  return target.ResTarget.val ?? null
}
