import type { ListParts } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { countUpTo } from './count-up-to.ts'

/**
 * Refuses what would sort or add up more rows than the limit. On SQLite the statement itself finds out; on a server it
 * would run for long, so that the rows are counted before, no further than the limit.
 */
export async function checkMatches(
  context: Context,
  resource: Resource,
  { parts, refusal }: { parts: ListParts; refusal: (rows: number) => Error },
): Promise<void> {
  const { visits, services } = context
  if (visits === undefined || services.database.dialect === 'sqlite') return
  const size = await services.rowLimits?.sizeOf(context, resource)
  if (size === undefined || size <= visits.rows) return
  const found = await countUpTo(reader(context), resource, { parts, most: visits.rows + 1 })
  if (found > visits.rows) throw refusal(visits.rows)
}
