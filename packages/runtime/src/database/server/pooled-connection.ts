import type { PoolClient, QueryArrayConfig } from 'pg'
import type { PostgresConnection, PostgresQuery, PostgresResult } from '../postgres-client.ts'
import { LostConnection } from './lost-connection.ts'

/** What is known of a connection for as long as it lives. */
export interface ConnectionState {
  /** The texts it has prepared, by name. */
  readonly prepared: Set<string>
  /** Nothing can be sent on it any more. */
  isLost: boolean
  /** It works, but is to be replaced when it is free. */
  isSpent: boolean
}

/** Statements that a connection keeps prepared before it is replaced: each costs the server memory. */
const maxPrepared = 500

/** Makes the state of a new connection and keeps its errors from ending the process. */
export function watchConnection(client: PoolClient): ConnectionState {
  const state: ConnectionState = { prepared: new Set(), isLost: false, isSpent: false }
  client.on('error', () => {
    state.isLost = true
  })
  return state
}

/** A connection taken out of the pool, in the form that Cambium needs. */
export function createPooledConnection(
  client: PoolClient,
  state: ConnectionState,
  queryTimeoutMs: number,
): PostgresConnection {
  return {
    async query(query) {
      if (query.name !== undefined) {
        state.prepared.add(query.name)
        if (state.prepared.size >= maxPrepared) state.isSpent = true
      }
      try {
        return (await client.query(driverQuery(query, queryTimeoutMs))) as PostgresResult
      } catch (error) {
        throw judge(error, state)
      }
    },
    release: (destroy = false) => client.release(destroy || state.isLost || state.isSpent),
  }
}

function driverQuery(query: PostgresQuery, queryTimeoutMs: number): QueryArrayConfig {
  const { text, values, rowMode, types, name, unlimited } = query
  const config: QueryArrayConfig & { query_timeout?: number } = { text, rowMode, types }
  if (values !== undefined) config.values = values
  if (name !== undefined) config.name = name
  // Not a setting of the connection, because there 0 would stand for its default.
  if (unlimited !== true && queryTimeoutMs > 0) config.query_timeout = queryTimeoutMs
  return config
}

/** Tells an error of the server, which has a code, from the loss of the connection, which is all `pg` says in words. */
function judge(error: unknown, state: ConnectionState): unknown {
  const { code, severity, message } = error as {
    [name in 'code' | 'severity' | 'message']?: unknown
  }
  if (severity === 'FATAL' || severity === 'PANIC') state.isLost = true
  if (code === '0A000' || code === '26000') state.isSpent = true
  if (message === 'Query read timeout') state.isLost = true
  if (typeof severity === 'string' || !state.isLost) return error
  return new LostConnection(String(message), { cause: error })
}
