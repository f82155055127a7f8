/** One statement as it goes to the server; without `values` it may be several, as a script. */
export interface PostgresQuery {
  readonly text: string
  readonly values?: unknown[]
  readonly rowMode: 'array'
  /** Prepared under this name on first use, where the driver can. */
  readonly name?: string
  readonly types: PostgresTypes
}

export interface PostgresTypes {
  getTypeParser(type: number): (text: string) => unknown
}

export interface PostgresResult {
  readonly rows: (readonly unknown[])[]
  readonly rowCount: number | null
  readonly fields: readonly { readonly name: string }[]
}

/** A connection taken out of the pool. */
export interface PostgresConnection {
  query(query: PostgresQuery): Promise<PostgresResult>
  /** Gives it back; `true` when it must not be used again. */
  release(destroy?: boolean): void
}

/** What Cambium needs of a driver: the form of a `pg` pool. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<PostgresResult>
  connect(): Promise<PostgresConnection>
  end(): Promise<void>
}
