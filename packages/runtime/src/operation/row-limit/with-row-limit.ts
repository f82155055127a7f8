import { limitVisits, TooManyRows } from '../../database/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord, Where } from '../list-query.ts'
import type { Resource } from '../resource.ts'

interface Limited {
  readonly where: Where<AnyRecord> | undefined
  /** What the caller is told when the database would have to go through too many rows. */
  readonly refusal: (rows: number) => Error
}

/**
 * Does the work; on a large table with a limit on the rows that each of its statements may go through. Calls from
 * server code and work on small tables have none, and cost nothing more.
 */
export function withRowLimit<Result>(
  context: Context,
  resource: Resource,
  { work, ...limited }: Limited & { work: (context: Context) => Promise<Result> },
): Promise<Result> {
  const limits = context.services.rowLimits
  if (limits === undefined || !context.outward || context.unrestricted) return work(context)
  const isLarge = anyLarge(context, resource, limited.where)
  if (isLarge === false) return work(context)
  return workLimited(context, { ...limited, isLarge, rows: limits.rows, work })
}

async function workLimited<Result>(
  context: Context,
  {
    isLarge,
    rows,
    refusal,
    work,
  }: Limited & {
    isLarge: true | Promise<boolean>
    rows: number
    work: (context: Context) => Promise<Result>
  },
): Promise<Result> {
  if (!(await isLarge)) return work(context)
  try {
    return await work({ ...context, visits: limitVisits(rows) })
  } catch (error) {
    throw error instanceof TooManyRows ? refusal(rows) : error
  }
}

/** Whether the table is large, or one that the filter may lead to. */
function anyLarge(
  context: Context,
  resource: Resource,
  where: Where<AnyRecord> | undefined,
): boolean | Promise<boolean> {
  const isLarge = isWatched(context, resource)
  if (isLarge === true || where === undefined) return isLarge
  const leadsOn = Object.keys(where).some((name) => !resource.columns.has(name))
  if (!leadsOn) return isLarge
  const { registry } = context.services
  const names = new Set(Object.values(resource.relations ?? {}).map(({ target }) => target))
  const targets = [...names].map((name) => isWatched(context, registry.get(name).resource))
  const all = [isLarge, ...targets]
  if (all.includes(true)) return true
  if (all.every((one) => one === false)) return false
  return Promise.all(all).then((answers) => answers.includes(true))
}

function isWatched(context: Context, resource: Resource): boolean | Promise<boolean> {
  const { rowLimits } = context.services
  if (rowLimits === undefined) return false
  const size = rowLimits.sizeOf(context, resource)
  if (typeof size === 'number') return size > rowLimits.watchedFrom
  return size.then((found) => found > rowLimits.watchedFrom)
}
