/** How one trial ended: its figures for the table, and what broke a promise. */
export interface Outcome {
  readonly rows: readonly Row[]
  /** One sentence for each promise that was not kept; none means that all were. */
  readonly failures: readonly string[]
}

/** One line of the table: what was counted, and how many. */
export interface Row {
  readonly what: string
  readonly value: string | number
}

/** What a trial is given. */
export interface TrialOptions {
  /** Times a process is killed. */
  readonly rounds: number
  /** The long form: what takes long is done more often. */
  readonly isLong: boolean
  /** Rows of the table that hostile requests go through. */
  readonly rows: number
  /** A line about how far it is. */
  readonly report: (line: string) => void
}

/** A trial: it starts what it needs, ends all of it, and leaves nothing behind. */
export interface Trial {
  readonly name: string
  /** What it shows, for the heading of its table. */
  readonly shows: string
  /** It needs more than what npm installs. */
  readonly onlyWhenNamed?: boolean
  run(options: TrialOptions): Promise<Outcome>
}
