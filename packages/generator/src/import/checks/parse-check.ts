import type { Node } from 'libpg-query'
import { loadPostgresParser } from '../postgres-parser/index.ts'
import type { CheckColumn } from './check-column.ts'
import { readTree } from './read-node.ts'
import type { SqlExpr } from './sql-expr.ts'
import { postgresTextOf } from './sqlite-text.ts'

/** The SQL that a text is written in. */
export type SqlDialect = 'postgres' | 'sqlite'

/** An expression of SQL: the text, the columns it may speak of, and whose SQL it is. */
export interface SqlText {
  sql: string
  columns: readonly CheckColumn[]
  dialect: SqlDialect
}

/** The expression of a text, `unknown` where it is none. A whole `CHECK (...)` is taken for what stands in it. */
export async function parseCheck({ sql, columns, dialect }: SqlText): Promise<SqlExpr> {
  const parser = await loadPostgresParser()
  const bare = withoutCheck(sql)
  const text = dialect === 'sqlite' ? postgresTextOf(bare) : bare
  const node: Node | null = parser.expression(text)
  return node === null
    ? { type: 'unknown' }
    : readTree({ columns, dialect, text: Buffer.from(`select ${text}`) }, node)
}

/** `CONSTRAINT "x" CHECK (...) NOT VALID` without what stands around the expression. */
function withoutCheck(sql: string): string {
  const head = /^\s*(?:constraint\s+(?:"(?:[^"]|"")*"|\S+)\s+)?check\s*(?=\()/i.exec(sql)
  if (head === null) return sql.trim().replace(/;$/, '')
  return sql
    .slice(head[0].length)
    .replace(/\)\s*(?:(?:no\s+inherit|not\s+valid|not\s+enforced)\s*)*;?\s*$/i, ')')
}
