import { everyRow, nothing } from '../../database/index.ts'
import type { Context } from '../context.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { countUpTo } from './count-up-to.ts'

/** How many rows a request may make the database go through. */
export interface RowLimits {
  readonly rows: number
  /** Whether the table has more rows than that; known at once but for the first time. */
  isLarge(context: Context, resource: Resource): boolean | Promise<boolean>
}

const freshMs = 30_000

/** Remembers which tables are large; looks again every 30 s, behind a request that does not wait for it. */
export function createRowLimits(rows: number): RowLimits {
  const known = new Map<string, { isLarge: boolean; until: number }>()

  async function look(context: Context, resource: Resource): Promise<boolean> {
    const parts = { visible: everyRow, filter: everyRow, order: nothing, limit: nothing }
    const found = await countUpTo(reader(context), resource, { parts, most: rows + 1 })
    const isLarge = found > rows
    known.set(resource.table, { isLarge, until: performance.now() + freshMs })
    return isLarge
  }

  return {
    rows,
    isLarge(context, resource) {
      const size = known.get(resource.table)
      if (size === undefined) return look(context, resource)
      const now = performance.now()
      if (now > size.until && context.transaction === undefined) {
        size.until = now + freshMs
        // A database that cannot be read says so to whoever reads it next.
        look(context, resource).catch(() => undefined)
      }
      return size.isLarge
    },
  }
}
