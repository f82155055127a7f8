import type { Pool, PoolClient } from 'pg'
import type { PostgresClient, PostgresConnection } from '../postgres-client.ts'
import { clientConfig } from './client-config.ts'
import { LostConnection } from './lost-connection.ts'
import {
  type ConnectionState,
  createPooledConnection,
  watchConnection,
} from './pooled-connection.ts'
import type { ServerSettings } from './server-options.ts'
import { openSession } from './session.ts'

/** The parts of `pg` that are used. */
export type Driver = typeof import('pg').default

const idleTimeoutMs = 30_000

/**
 * A pool of connections that outlives the server: a connection that broke is thrown away, the next one is opened when
 * somebody needs it, and nothing that happens to one that is idle ends the process.
 */
export function createPool(
  driver: Driver,
  settings: ServerSettings,
  poolSize: number,
): PostgresClient {
  const states = new WeakMap<PoolClient, ConnectionState>()
  const pool: Pool = new driver.Pool({
    ...clientConfig(settings),
    max: poolSize,
    // What is sent before the last answer is there goes out at once.
    pipeline: true,
    idleTimeoutMillis: idleTimeoutMs,
    // What serves holds the process by what it listens on, not by connections that nobody uses.
    allowExitOnIdle: true,
  })
  pool.on('connect', (client) => states.set(client, watchConnection(client)))
  pool.on('error', () => undefined)

  async function connect(): Promise<PostgresConnection> {
    let client: PoolClient
    try {
      client = await pool.connect()
    } catch (cause) {
      throw new LostConnection((cause as Error).message, { cause })
    }
    const state = states.get(client) ?? watchConnection(client)
    return createPooledConnection(client, state, settings.queryTimeoutMs)
  }

  return {
    connect,
    async query(query) {
      const connection = await connect()
      try {
        return await connection.query(query)
      } finally {
        connection.release()
      }
    },
    openSession: () => openSession(driver, settings),
    end: () => pool.end(),
  }
}
