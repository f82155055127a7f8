import type { Columns } from '../../database/index.ts'
import { identifier, join, type Queryable, type Sql, sql } from '../../database/index.ts'

/** What is read page by page: rows of columns, in the order of a key. */
export interface ReadOptions {
  readonly columns: Columns<Row>
  /** The properties of the key, in its order. */
  readonly key: readonly string[]
  /** Which rows; all unless told. */
  readonly where?: Sql
}

export interface Row {
  [property: string]: unknown
}

const firstPage = 100
const maxPage = 2_000
/** What a page should come to, in characters of its values. */
const wantedLength = 1_000_000

/** The rows of a table in the order of its key, a page at a time: memory does not grow with the table. */
export async function* readRows(db: Queryable, options: ReadOptions): AsyncIterable<Row[]> {
  const { columns, key, where } = options
  const table = identifier(columns.table)
  const order = join(
    key.map((property) => columns.expression(property)),
    ', ',
  )
  let size = firstPage
  let after: Row | undefined
  for (;;) {
    const conditions = [where, after && sql`(${order}) > (${keyOf(options, after)})`]
    const filter = conditions.filter((condition) => condition !== undefined)
    const rows = await db.all<Row>(sql`
      select ${columns} from ${table}
      where ${filter.length === 0 ? sql`1 = 1` : join(filter, ' and ')}
      order by ${order} limit ${size}
    `)
    if (rows.length > 0) yield rows
    if (rows.length < size) return
    after = rows.at(-1)
    size = nextSize(rows)
  }
}

function keyOf({ columns, key }: ReadOptions, row: Row): Sql {
  return join(
    key.map((property) => columns.encode(property, row[property])),
    ', ',
  )
}

/** Rows are as long as those before, mostly. */
function nextSize(rows: readonly Row[]): number {
  const length = rows.reduce((sum, row) => sum + lengthOf(row), 0)
  return Math.max(1, Math.min(maxPage, Math.floor((wantedLength * rows.length) / length)))
}

function lengthOf(row: Row): number {
  let length = 1
  for (const value of Object.values(row)) {
    if (typeof value === 'string') length += value.length
    else if (typeof value === 'object' && value !== null) length += JSON.stringify(value).length
    else length += 8
  }
  return length
}
