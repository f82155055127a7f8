import { randomBytes } from 'node:crypto'
import process from 'node:process'
import { test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import {
  type PostgresConnection,
  postgresReader,
  readPostgres,
} from '../../packages/generator/src/import/postgres/index.ts'
import type { OpenSource } from '../../packages/generator/src/import/source/index.ts'

/** A database that a script was run in. */
export interface FilledPostgres {
  /** Where it is served; `null` for one in the process. */
  address: string | null
  /** Opens it as a source of an import, on a server as that role; the connection is closed with the source. */
  read(schemas?: readonly string[], role?: string): Promise<OpenSource>
  /** Runs statements that change it. */
  run(sql: string): Promise<void>
  remove(): Promise<void>
}

/** A PostgreSQL that something is tried on. */
export interface TriedPostgres {
  name: string
  fill(script: Iterable<string>): Promise<FilledPostgres>
}

/** PostgreSQL in the process, and a server where the environment names one. */
export function triedPostgres(): TriedPostgres[] {
  const url = process.env.CAMBIUM_TEST_POSTGRES_URL
  if (url === undefined) {
    test('a PostgreSQL server', { skip: 'CAMBIUM_TEST_POSTGRES_URL is not set' }, () => undefined)
    return [{ name: 'PostgreSQL in the process', fill: fillPglite }]
  }
  return [
    { name: 'PostgreSQL in the process', fill: fillPglite },
    { name: 'a PostgreSQL server', fill: (script) => fillServer(url, script) },
  ]
}

/** A connection of a reader to a database in the process, which stays open when it is closed. */
export function pgliteConnection(db: PGlite): PostgresConnection {
  return {
    async query(text) {
      const { rows } = await db.query<(string | null)[]>(text, [], { rowMode: 'array' })
      return rows
    },
    close: async () => undefined,
  }
}

async function fillPglite(script: Iterable<string>): Promise<FilledPostgres> {
  const db = await PGlite.create()
  for (const piece of script) await db.exec(piece)
  return {
    address: null,
    read: (schemas = []) => readPostgres(pgliteConnection(db), { schemas, progress: () => {} }),
    run: async (sql) => void (await db.exec(sql)),
    remove: () => db.close(),
  }
}

async function fillServer(url: string, script: Iterable<string>): Promise<FilledPostgres> {
  const name = `import_${randomBytes(6).toString('hex')}`
  const address = new URL(url)
  await onServer(url, [`create database ${name}`])
  address.pathname = `/${name}`
  await onServer(address.href, script)
  return {
    address: address.href,
    read(schemas = [], role) {
      const source = new URL(address)
      if (role !== undefined) source.username = role
      return postgresReader.open({
        source: source.href,
        schemas,
        dialect: null,
        progress: () => {},
      })
    },
    run: (sql) => onServer(address.href, [sql]),
    remove: () => onServer(url, [`drop database ${name} with (force)`]),
  }
}

async function onServer(url: string, script: Iterable<string>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    for (const piece of script) await client.query(piece)
  } finally {
    await client.end()
  }
}
