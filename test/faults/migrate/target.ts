/** An empty database to be migrated. */
export interface Target {
  /** The file, or the address of a server. */
  readonly address: string
  /** The schema on a server; empty for a file. */
  readonly schema: string
  /** Everything in it but the times: tables, columns, indexes with their state, rows. */
  picture(): Promise<string>
  /** The rows of its tables by name, of those that exist. */
  rows(): Promise<ReadonlyMap<string, number>>
  remove(): Promise<void>
}

/** Where targets are made. */
export interface Site {
  readonly name: string
  open(): Promise<Target>
  close(): Promise<void>
}
