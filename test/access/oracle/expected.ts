import type { Asker, Rows } from '../world/shape.ts'

/** What must be answered: one of these refusals, or this. */
export interface Expected {
  /** Statuses of refusals, any of which may come first; none where it must not be refused. */
  readonly refusals: readonly number[]
  /** Which of several records is refused. */
  readonly at?: number
  /** The fields that may not be written. */
  readonly unwritable?: readonly string[]
  readonly answer: {
    readonly status: number
    /** Undefined where the answer has no body. */
    readonly body: unknown
  }
  /** What the tables hold afterwards. */
  readonly rows: Rows
}

/** The status of a caller who may not: signing in could help one who is not. */
export function denied({ id }: Asker): number {
  return id === null ? 401 : 403
}
