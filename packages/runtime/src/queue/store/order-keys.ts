import {
  type Fragment,
  inList,
  nothing,
  type Sql,
  sql,
  type Transaction,
} from '../../database/index.ts'

/** What holds back the younger messages of its key. */
export const active: Sql = sql`"status" in ('waiting', 'delayed', 'behind', 'running')`

/** What stands behind an older one of its key. */
export interface Behind {
  readonly seq: number
  /** The oldest of its key. */
  readonly head: number
}

const sharing = sql`for share skip locked`
const share: Fragment = {
  fragment: 'for share skip locked',
  render: (dialect) => (dialect === 'postgres' ? sharing : nothing),
}

/**
 * Sets messages aside until the older ones of their keys are over, so that whoever looks for work does not come across
 * them again and again. Only where the oldest one can be kept from ending meanwhile: its end is what lets the next one
 * go, and would else miss it. Resolves to how many were set aside.
 */
export async function setAside(
  transaction: Transaction,
  behind: readonly Behind[],
): Promise<number> {
  if (behind.length === 0) return 0
  const heads = await transaction.all<{ seq: number }>(sql`
    select "seq" from "cambium_jobs"
    where ${inList(sql`"seq"`, [...new Set(behind.map(({ head }) => head))], 'integer')} and ${active}
    ${share}
  `)
  const kept = new Set(heads.map(({ seq }) => seq))
  const aside = behind.filter(({ head }) => kept.has(head)).map(({ seq }) => seq)
  if (aside.length === 0) return 0
  return transaction.run(sql`
    update "cambium_jobs" set "status" = 'behind' where ${inList(sql`"seq"`, aside, 'integer')}
  `)
}

/** Lets the next message of each key go. Call it after the statement that ended the one before. */
export async function letNextGo(
  transaction: Transaction,
  orderKeys: readonly (string | null)[],
): Promise<void> {
  const keys = [...new Set(orderKeys.filter((key) => key !== null))]
  if (keys.length === 0) return
  await transaction.run(sql`
    update "cambium_jobs" set "status" = 'waiting'
    where "status" = 'behind' and "seq" in (
      select (
        select min(o."seq") from "cambium_jobs" o
        where o."order_key" = k."value" and o."order_key" is not null
          and o."status" in ('waiting', 'delayed', 'behind', 'running')
      ) from ${eachOf(keys)} k
    )
  `)
}

/** A list as rows with one column, `value`. */
function eachOf(values: readonly string[]): Sql {
  const text = JSON.stringify(values)
  const rows: Fragment = {
    fragment: 'each of',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`json_each(${text})`
        : sql`json_array_elements_text(cast(cast(${text} as text) as json))`,
  }
  return sql`${rows}`
}
