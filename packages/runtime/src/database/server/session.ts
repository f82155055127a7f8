import type { QueryArrayConfig } from 'pg'
import type { PostgresSession } from '../postgres-client.ts'
import { clientConfig } from './client-config.ts'
import { LostConnection } from './lost-connection.ts'
import type { Driver } from './pool.ts'
import type { ServerSettings } from './server-options.ts'

/** How long a session's statement may be without an answer when it says so. */
const sessionTimeoutMs = 5_000

/** Opens a connection beside the pool, which has no limit on how long a statement takes. */
export async function openSession(
  driver: Driver,
  settings: ServerSettings,
): Promise<PostgresSession> {
  const unlimited = { ...settings, statementTimeoutMs: 0, lockTimeoutMs: 0 }
  const client = new driver.Client({
    ...clientConfig({ ...unlimited, idleTransactionTimeoutMs: 0 }),
    application_name: `${settings.applicationName} session`,
  })
  let isLost = false
  const lost: (() => void)[] = []
  client.on('error', () => {
    isLost = true
  })
  client.on('end', () => {
    isLost = true
    for (const tell of lost.splice(0)) tell()
  })
  try {
    await client.connect()
  } catch (cause) {
    throw new LostConnection((cause as Error).message, { cause })
  }
  return {
    async query(text, { values = [], limited = false } = {}) {
      const config: QueryArrayConfig & { query_timeout?: number } = {
        text,
        values: [...values],
        rowMode: 'array',
      }
      if (limited) config.query_timeout = sessionTimeoutMs
      try {
        return (await client.query<unknown[]>(config)).rows
      } catch (cause) {
        if (!isLost && (cause as Error).message !== 'Query read timeout') throw cause
        throw new LostConnection((cause as Error).message, { cause })
      }
    },
    onNotification(receive) {
      client.on('notification', ({ channel, payload }) => receive(channel, payload ?? ''))
    },
    onLost(tell) {
      if (isLost) tell()
      else lost.push(tell)
    },
    end: () => client.end(),
  }
}
