import { availableParallelism } from 'node:os'
import type { ClientConfig } from 'pg'
import { StartupError } from '../../errors/index.ts'
import type { ServerSettings } from './server-options.ts'

const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full']

/**
 * What `pg` is given for one connection. `sslmode` means what it means to the server's own programs
 * (postgresql.org/docs/current/libpq-ssl.html), but `prefer` never goes on without TLS.
 */
export function clientConfig(settings: ServerSettings): ClientConfig {
  return {
    connectionString: addressOf(settings.url),
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    statement_timeout: settings.statementTimeoutMs,
    lock_timeout: settings.lockTimeoutMs,
    idle_in_transaction_session_timeout: settings.idleTransactionTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(settings.schema !== undefined && { options: `-c search_path=${settings.schema}` }),
  }
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) {
    // The address may hold a password, so it is not repeated.
    throw new StartupError('The address of the database server cannot be read', {
      hint: 'It has the form postgres://user:password@host:5432/database; encode @ : / ? # in a password with %.',
    })
  }
  const address = new URL(url)
  const mode = address.searchParams.get('sslmode')
  if (mode === null) return url
  if (!sslModes.includes(mode)) {
    throw new StartupError(`sslmode of the database's address is "${mode}"`, {
      hint: `It must be one of ${sslModes.join(', ')}.`,
    })
  }
  address.searchParams.set('uselibpqcompat', 'true')
  return address.href
}

/** Host, port and database of an address, without who signs in. */
export function describeAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`
}

/** Instances of one application that may run beside each other without exhausting the server. */
const instances = 4

/** Four connections for each processor, but never more than a fair share of what the server takes. */
export function poolSizeFor(serverConnections: number): number {
  const share = Math.floor(serverConnections / instances)
  return Math.max(2, Math.min(4 * availableParallelism(), share))
}
