/** One statement as it goes to the server; without `values` it may be several, as a script. */
export interface PostgresQuery {
  readonly text: string
  readonly values?: unknown[]
  readonly rowMode: 'array'
  /** Prepared under this name on first use, where the driver can. */
  readonly name?: string
  /** May take as long as it takes: for migrations. */
  readonly unlimited?: boolean
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

/** A connection beside the pool, for what belongs to a connection: LISTEN, and locks that outlive a transaction. */
export interface PostgresSession {
  /** Rows as arrays. `limited` gives the connection up when there is no answer within seconds. */
  query(
    text: string,
    options?: { readonly values?: readonly string[]; readonly limited?: boolean },
  ): Promise<unknown[][]>
  onNotification(receive: (channel: string, payload: string) => void): void
  /** Called once when it ends or breaks. */
  onLost(tell: () => void): void
  end(): Promise<void>
}

/** What Cambium needs of a driver: the form of a `pg` pool. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<PostgresResult>
  connect(): Promise<PostgresConnection>
  /** Missing where there is one connection only, so that nobody else can be there. */
  openSession?(): Promise<PostgresSession>
  end(): Promise<void>
}
