import type { Queryable } from '../database/index.ts'
import type { Context } from './context.ts'

/** Where the statements of a read go: into the running transaction, else to a connection for reading. */
export function reader(context: Context): Queryable {
  return context.transaction ?? context.services.database
}
