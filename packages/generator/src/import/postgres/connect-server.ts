import type { Client } from 'pg'
import { ImportError } from '../source/index.ts'
import type { PostgresConnection } from './postgres-connection.ts'

const connectMs = 10_000

/** Connects to the server of an address. A server that cannot be used is an `ImportError` in one sentence. */
export async function connectServer(address: string): Promise<PostgresConnection> {
  const { default: driver } = await import('pg')
  const url = addressOf(address)
  const client = new driver.Client({
    connectionString: url.href,
    application_name: 'cambium import',
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
  })
  // an idle connection that breaks would end the process; the next query tells of it
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (cause) {
    await client.end().catch(() => {})
    throw unusable(url, cause)
  }
  return connectionOf(client)
}

/** Everything as the text that the server sends. */
const asText = { getTypeParser: () => (value: string) => value }

function connectionOf(client: Client): PostgresConnection {
  return {
    async query(text) {
      const { rows } = await client.query<(string | null)[]>({
        text,
        rowMode: 'array',
        types: asText,
      })
      return rows
    },
    close: () => client.end(),
  }
}

/** `sslmode` means what it means to the server's own programs; what other tools keep in addresses is theirs. */
function addressOf(address: string): URL {
  // an @ or a / behind the name of the server is the rest of a password
  if (!URL.canParse(address) || !/^\/?[^@/]*$/.test(new URL(address).pathname)) {
    throw new ImportError(
      'The address of the database server cannot be read',
      'It has the form postgres://user:password@host:5432/database; letters such as @ and / in a password are written as %40 and %2F',
    )
  }
  const url = new URL(address)
  const known = ['sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'host', 'options']
  for (const name of [...url.searchParams.keys()]) {
    if (!known.includes(name)) url.searchParams.delete(name)
  }
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true')
  return url
}

function unusable(url: URL, cause: unknown): ImportError {
  const place = `${url.hostname || 'localhost'}:${url.port || '5432'}${url.pathname}`
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : codeOf(cause)
  return new ImportError(
    `The database ${place} cannot be used: ${reason}`,
    'Look at its address, name and password, and whether the server lets this machine in (try it with psql)',
    { cause },
  )
}

function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause
    ? String(cause.code)
    : String(cause)
}
