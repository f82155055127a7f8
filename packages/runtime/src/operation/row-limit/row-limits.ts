import { everyRow, nothing } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { countUpTo } from './count-up-to.ts'

/** How many rows a request may make the database go through. */
export interface RowLimits {
  readonly rows: number
  /** From how many rows on a table is watched: going through fewer takes no time to speak of. */
  readonly watchedFrom: number
  /** The rows of a table, counted no further than one beyond the limit; known at once but for the first time. */
  sizeOf(context: Context, resource: Resource): number | Promise<number>
}

const freshMs = 30_000
const usualWatchedFrom = 10_000

/** Remembers how large tables are; looks again every 30 s, behind a request that does not wait for it. */
export function createRowLimits(rows: number): RowLimits {
  const known = new Map<string, { size: number; until: number }>()

  async function look(context: Context, resource: Resource): Promise<number> {
    const parts = { visible: everyRow, filter: everyRow, order: nothing, limit: nothing }
    const size = await countUpTo(reader(context), resource, { parts, most: rows + 1 })
    known.set(resource.table, { size, until: performance.now() + freshMs })
    return size
  }

  return {
    rows,
    watchedFrom: Math.min(rows, usualWatchedFrom),
    sizeOf(context, resource) {
      const table = known.get(resource.table)
      if (table === undefined) return look(context, resource)
      const now = performance.now()
      if (now > table.until && context.transaction === undefined) {
        table.until = now + freshMs
        // A database that cannot be read says so to whoever reads it next.
        look(context, resource).catch(() => undefined)
      }
      return table.size
    },
  }
}
