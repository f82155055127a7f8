/** How far a migration is. */
export interface MigrationProgress {
  readonly migration: string
  /** The part that runs, from 1. */
  readonly part: number
  readonly parts: number
  /** What the part is called, where it says so. */
  readonly title: string | null
  /** How many statements or rows are behind it. */
  readonly done: number
  /** About how many there are; null where nobody knows. */
  readonly total: number | null
  readonly unit: 'statements' | 'rows'
}
