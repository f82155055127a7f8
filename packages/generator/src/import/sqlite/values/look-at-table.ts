import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { quotedName } from '../quoted-name.ts'
import { type ColumnLook, lookAt, newLook, type RawValue } from './column-look.ts'

/** Up to so many rows every one is looked at, beyond it so many at the beginning, in the middle and at the end. */
const wholeRows = 200_000
const windowRows = 20_000
const viewRows = 200
/** After so long what was seen has to do. */
const limitMs = 5_000

/** What is looked at. */
export interface LookedAtTable {
  name: string
  kind: 'table' | 'view'
  columns: readonly string[]
  /** The name by which its row numbers can be asked for; `null` without any. */
  rowId: string | null
}

/** Looks at the values of each column, in the order of `columns`. */
export function lookAtTable(db: DatabaseSync, table: LookedAtTable): ColumnLook[] {
  const looks = table.columns.map(() => newLook())
  const until = performance.now() + limitMs
  for (const part of partsOf(db, table)) {
    const list = table.columns.map(shortened)
    const statement = db.prepare(`select ${list.join(', ')} from ${quotedName(table.name)} ${part}`)
    if (!lookAtRows(statement, looks, until)) break
  }
  return looks
}

/** Of bytes the length is all that is of interest. */
function shortened(name: string): string {
  const column = quotedName(name)
  return `case when typeof(${column}) = 'blob' then substr(${column}, 1, 17) else ${column} end`
}

/** Which rows, as the end of a query. */
function partsOf(db: DatabaseSync, { name, kind, rowId }: LookedAtTable): string[] {
  if (kind === 'view') return [`limit ${viewRows}`]
  const count = Number(db.prepare(`select count(*) as n from ${quotedName(name)}`).get()?.n ?? 0)
  if (count <= wholeRows) return ['']
  const part = `limit ${windowRows}`
  if (rowId === null) return [part, `${part} offset ${Math.floor(count / 2)}`]
  const id = quotedName(rowId)
  const middle = `(select ${id} from ${quotedName(name)} order by ${id} limit 1 offset ${Math.floor(count / 2)})`
  return [
    `order by ${id} ${part}`,
    `where ${id} >= ${middle} order by ${id} ${part}`,
    `order by ${id} desc ${part}`,
  ]
}

/** False when time is up. */
function lookAtRows(
  statement: StatementSync,
  looks: readonly ColumnLook[],
  until: number,
): boolean {
  statement.setReturnArrays(true)
  // a number beyond 2^53 would be an error
  statement.setReadBigInts(true)
  let n = 0
  for (const row of statement.iterate() as Iterable<unknown> as Iterable<RawValue[]>) {
    for (let at = 0; at < looks.length; at++) {
      const look = looks[at]
      if (look) lookAt(look, row[at] ?? null)
    }
    if (++n % 1000 === 0 && performance.now() > until) return false
  }
  return true
}
