import type { Node } from 'libpg-query'
import type { CheckColumn } from './check-column.ts'
import type { SqlExpr } from './sql-expr.ts'

/** What an expression is read with. */
export interface NodeContext {
  columns: readonly CheckColumn[]
  dialect: 'postgres' | 'sqlite'
  /** The bytes that places in the tree count. */
  text: Buffer
  /** What is understood of a part. */
  read(node: Node | undefined): SqlExpr
}
