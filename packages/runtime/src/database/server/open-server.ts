import { StartupError } from '../../errors/index.ts'
import type { Database } from '../database.ts'
import { openPostgres } from '../postgres/index.ts'
import type { PostgresSession } from '../postgres-client.ts'
import { describeAddress, poolSizeFor } from './client-config.ts'
import { createPool, type Driver } from './pool.ts'
import { resolveSettings, type ServerOptions, type ServerSettings } from './server-options.ts'
import { openSession } from './session.ts'

/** The oldest one that is tried, and that PostgreSQL's own people still mend. */
const oldestVersion = 15

/**
 * Opens the database of a PostgreSQL server, whose driver is loaded only here. Throws a `StartupError` that says why
 * when the server cannot be reached, refuses, or is too old.
 */
export async function openServer(options: ServerOptions): Promise<Database> {
  const settings = resolveSettings(options)
  const { default: driver } = await import('pg')
  const connections = await look(driver, settings)
  const poolSize = options.poolSize ?? poolSizeFor(connections)
  return openPostgres({ client: createPool(driver, settings, poolSize), cipher: options.cipher })
}

/** Asks the server, before anything depends on it, whether it can be used; the connections it takes. */
async function look(driver: Driver, settings: ServerSettings): Promise<number> {
  let session: PostgresSession | undefined
  try {
    session = await openSession(driver, settings)
    const [row] = await session.query(
      `select current_setting('server_version_num'), current_setting('server_encoding'),
        current_setting('max_connections'), current_setting('superuser_reserved_connections')`,
      { limited: true },
    )
    const [version, encoding, most, reserved] = (row ?? []).map(String)
    checkServer(Math.floor(Number(version) / 10_000), encoding)
    return Number(most) - Number(reserved)
  } catch (error) {
    if (error instanceof StartupError) throw error
    throw cannotUse(settings.url, error)
  } finally {
    await session?.end()
  }
}

function checkServer(version: number, encoding: string | undefined): void {
  if (version < oldestVersion) {
    throw new StartupError(
      `The database server is PostgreSQL ${version}; ${oldestVersion} or newer is needed`,
    )
  }
  if (encoding !== 'UTF8') {
    throw new StartupError(`The database stores text as ${encoding}, not as UTF8`, {
      hint: "Make one with: create database ... encoding 'UTF8' template template0",
    })
  }
}

const reasons: { readonly [code: string]: string } = {
  '28000': 'refuses this user',
  '28P01': 'refuses this user or password',
  '3D000': 'has no such database',
  '53300': 'has no connection left',
  '57P03': 'is starting up or shutting down',
  ECONNREFUSED: 'cannot be reached',
  ENOTFOUND: 'cannot be found',
  ENOENT: 'cannot be reached',
}

function cannotUse(url: string, error: unknown): StartupError {
  const cause = (error as Error).cause ?? error
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  const reason = reasons[String(code)] ?? 'cannot be used'
  return new StartupError(`The database server ${describeAddress(url)} ${reason}`, {
    hint: `It says: ${String(message)}`,
    cause,
  })
}
