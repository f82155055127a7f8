import type { AnyRecord, Where } from '../list-query.ts'

/** What a field is grouped by: its value, or the part of an instant or a day down to a unit, in UTC. */
export type GroupUnit = 'year' | 'month' | 'day' | 'hour'

/** What is asked of the records together. Without any measure they are counted. */
export interface AggregateQuery<Record = AnyRecord, Relations = object> {
  where?: Where<Record, Relations>
  /** Words to find in the fields with `search`. */
  q?: string
  /** How many records. */
  count?: boolean
  sum?: readonly (keyof Record & string)[]
  avg?: readonly (keyof Record & string)[]
  min?: readonly (keyof Record & string)[]
  max?: readonly (keyof Record & string)[]
  /** Up to three fields, `createdAt:month` for a unit of time. */
  groupBy?: readonly ((keyof Record & string) | `${keyof Record & string}:${GroupUnit}`)[]
}

/**
 * What the records of one group come to. Sums are exact: numbers, or text for decimals, 64-bit integers and whole
 * numbers too large for a number. The sum of no values is 0, their average, least and greatest are null.
 */
export interface Aggregate {
  /** The values the group has in common, when there are groups. */
  group?: { [key: string]: unknown }
  count?: number
  sum?: { [field: string]: number | string }
  avg?: { [field: string]: number | string | null }
  min?: { [field: string]: unknown }
  max?: { [field: string]: unknown }
}
