import type { Client, ClientConfig } from 'pg'
import type { LiveDatabase, RecordedMigration, Records } from '../live-database.ts'
import { type Ask, printingSettings, readPostgresCatalogue } from './read-catalogue.ts'

const connectMs = 5_000
const statementMs = 15_000

/** The database of a PostgreSQL server. Every wait is limited: a server that does not answer is an error. */
export async function openPostgres(url: string): Promise<LiveDatabase> {
  const client = await connectServer(url)
  const name = serverName(url)
  const ask: Ask = async (text) => (await client.query(text)).rows
  return {
    dialect: 'postgres',
    name,
    catalogue: () => readPostgresCatalogue(ask),
    records: () => readRecords(ask),
    record: (migrations, markers) => record(client, migrations, markers),
    close: () => client.end(),
  }
}

/** A connection to a server, set to print everything in one form. Throws in words when there is none. */
export async function connectServer(url: string): Promise<Client> {
  const { default: driver } = await import('pg')
  const client = new driver.Client(configOf(url))
  // an idle connection that breaks would end the process
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(printingSettings)
    return client
  } catch (cause) {
    const reason = cause instanceof Error && cause.message !== '' ? cause.message : String(cause)
    throw new Error(`The database server ${serverName(url)} cannot be used: ${reason}`, { cause })
  }
}

/** `sslmode` means what it means to the server's own programs, as it does for the program that serves. */
function configOf(url: string): ClientConfig {
  if (!URL.canParse(url)) {
    throw new Error(
      'The address of the database server cannot be read: it has the form postgres://user:password@host:5432/database',
    )
  }
  const address = new URL(url)
  if (address.searchParams.has('sslmode')) address.searchParams.set('uselibpqcompat', 'true')
  return {
    connectionString: address.href,
    application_name: 'cambium migrate',
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + 2_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
  }
}

/** What a person calls a server's database, without who signs in. */
export function serverName(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`
}

async function readRecords(ask: Ask): Promise<Records> {
  const has = async (name: string): Promise<boolean> => {
    const [row] = await ask(
      `select 1 from pg_class where relnamespace = current_schema()::regnamespace and relname = '${name}'`,
    )
    return row !== undefined
  }
  const rows = (await has('cambium_migrations'))
    ? await ask('select "id", "hash" from "cambium_migrations"')
    : []
  const markers = (await has('cambium_schema'))
    ? await ask('select "hash" from "cambium_schema"')
    : []
  return {
    applied: new Map(rows.map((row) => [String(row.id), String(row.hash)])),
    markers: markers.map((row) => String(row.hash)),
  }
}

/** The tables are those the runtime makes; it adds what else it needs when it migrates. */
const tables = `create table if not exists "cambium_migrations" (
  "id" text collate "C" primary key, "hash" text not null, "applied_at" timestamptz not null
);
create table if not exists "cambium_schema" ("hash" text not null)`

async function record(
  client: Client,
  migrations: readonly RecordedMigration[],
  markers: readonly string[],
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(tables)
    for (const { id, hash } of migrations) {
      await client.query('insert into "cambium_migrations" values ($1, $2, now())', [id, hash])
    }
    await client.query('delete from "cambium_schema"')
    for (const hash of markers) {
      await client.query('insert into "cambium_schema" values ($1)', [hash])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
