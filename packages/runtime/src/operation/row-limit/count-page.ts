import { allOf } from '../../access/index.ts'
import { type ListParts, TooManyRows } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { liveRows } from '../filter/index.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { type Counted, countUpTo } from './count-up-to.ts'
import { costlyCount } from './too-costly.ts'

/** What a page says about how many records there are. */
export interface Total {
  total: number
  /** There are more: counting ended. */
  totalIsMinimum?: true
}

interface Counting {
  readonly parts: ListParts
  /** The same rows as an index of words finds them. */
  readonly searched: Counted | undefined
  readonly counting: 'exact' | 'estimate'
}

/** How far an estimate counts in a large table. */
const estimateUpTo = 10_000

/**
 * Counts the records of a list. In a large table an exact count that would go through too many rows is refused, and an
 * estimate ends at 10,000 records, or where the database would have to go through too many rows to find more.
 */
export async function countPage(
  context: Context,
  resource: Resource,
  { parts, searched, counting }: Counting,
): Promise<Total> {
  const { visits } = context
  if (visits === undefined) return { total: await resource.count(reader(context), parts) }
  visits.renew()
  const most = counting === 'exact' ? visits.rows : estimateUpTo
  const rows = searched ?? parts
  const counted = {
    ...rows,
    visible: allOf(rows.visible, liveRows(resource)),
    filter: allOf(rows.filter, visits.matched),
  }
  try {
    const found = await countUpTo(reader(context), resource, { parts: counted, most: most + 1 })
    if (found <= most) return { total: found }
    if (counting === 'exact') throw costlyCount(resource, visits.rows)
    return { total: most, totalIsMinimum: true }
  } catch (error) {
    if (!(error instanceof TooManyRows)) throw error
    if (counting === 'exact') throw costlyCount(resource, visits.rows)
    return { total: Math.min(error.matches, most), totalIsMinimum: true }
  }
}
