/** What stands between a network and the routes; from the environment in a process that serves. */
export interface ServerSettings {
  /** How many requests a caller, or an address that is not signed in, may make in a minute; undefined for no limit. */
  readonly rateLimit:
    | { readonly readsPerMinute: number; readonly writesPerMinute: number }
    | undefined
  /** The origins whose pages may call, `*` for every one; none unless named. */
  readonly corsOrigins: readonly string[]
  /** Compresses answers of more than 1 kB for callers that ask for it. */
  readonly compression: boolean
  /** The proxies that are believed who a request comes from: how many, or their addresses. */
  readonly trustProxy: number | readonly string[] | undefined
  /** Writes a line for each request. */
  readonly logRequests: boolean
  /** Tells browsers to come back over TLS only. */
  readonly strictTransport: boolean
}

/** Nothing in between: for tests. */
export const unlimited: ServerSettings = {
  rateLimit: undefined,
  corsOrigins: [],
  compression: false,
  trustProxy: undefined,
  logRequests: false,
  strictTransport: false,
}
