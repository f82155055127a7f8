import type { Cipher } from '../cipher.ts'

/** Where a PostgreSQL server is and how long to wait for it; what is left out has a default. */
export interface ServerOptions {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full` */
  readonly url: string
  /** Connections at most; unless told, four for each processor and never more than a quarter of what the server takes. */
  readonly poolSize?: number | undefined
  /** For a new connection, and for a free one when all are taken. */
  readonly connectTimeoutMs?: number | undefined
  /** After so long the server gives a statement up. */
  readonly statementTimeoutMs?: number | undefined
  /** After so long without an answer the connection is given up. */
  readonly queryTimeoutMs?: number | undefined
  /** How long a statement waits for a row or table that somebody else holds. */
  readonly lockTimeoutMs?: number | undefined
  /** After so long the server ends a transaction that sends nothing. */
  readonly idleTransactionTimeoutMs?: number | undefined
  /** What the server's own tables call these connections. */
  readonly applicationName?: string | undefined
  /** The schema that tables are in; the server's own default unless told. */
  readonly schema?: string | undefined
  /** For encrypted columns. */
  readonly cipher?: Cipher | undefined
}

/** The options with every default in place; no limit is off unless somebody set it to 0. */
export interface ServerSettings extends Omit<ServerOptions, 'cipher' | 'poolSize'> {
  readonly connectTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly queryTimeoutMs: number
  readonly lockTimeoutMs: number
  readonly idleTransactionTimeoutMs: number
  readonly applicationName: string
}

/** Puts the defaults in. */
export function resolveSettings(options: ServerOptions): ServerSettings {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000
  return {
    url: options.url,
    schema: options.schema,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    statementTimeoutMs,
    // The server speaks first when it can; the driver when the server cannot be heard.
    queryTimeoutMs:
      options.queryTimeoutMs ?? (statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 2_000),
    lockTimeoutMs: options.lockTimeoutMs ?? 4_000,
    idleTransactionTimeoutMs: options.idleTransactionTimeoutMs ?? 10_000,
    applicationName: options.applicationName ?? 'cambium',
  }
}
