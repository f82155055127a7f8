import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { App } from '@cambium/runtime/app'
import { createAuthenticator, signDevelopmentToken } from '@cambium/runtime/auth'
import {
  createCipher,
  createPgliteClient,
  type Database,
  identifier,
  openPostgres,
  openSqlite,
  openTestSchema,
  sql,
} from '@cambium/runtime/database'
import { createServer } from '@cambium/runtime/http'
import { silentLogger } from '@cambium/runtime/log'
import { migrate } from '@cambium/runtime/migrate'
import { fillTables } from './fill-tables.ts'
import type { Asker, Row, Rows, Shape } from './shape.ts'
import { createUndoingDatabase } from './undoing-database.ts'

/** A request as it is sent. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
}

export interface Answer {
  readonly status: number
  readonly headers: { readonly [name: string]: unknown }
  readonly text: string
}

/** An application over rows, which answers as it would over a network. */
export interface ServedWorld {
  /** Answers; what the request does is undone. `after` looks at the tables before that. */
  ask<Seen>(asker: Asker, calls: readonly Call[], after?: () => Promise<Seen>): Promise<Asked<Seen>>
  /** The rows of an entity as they are stored, deleted ones too. */
  stored(entity: string): Promise<Row[]>
  close(): Promise<void>
}

export interface Asked<Seen> {
  readonly answers: readonly Answer[]
  readonly seen: Seen | undefined
}

const secret = randomBytes(32).toString('hex')
const cursorKey = randomBytes(32)
const cipher = createCipher('a key for tests, of forty characters ...')

/** Serves the application over these rows, on SQLite in memory or on PostgreSQL. */
export async function serveWorld(
  app: App,
  { shape, rows, kind }: { shape: Shape; rows: Rows; kind: 'sqlite' | 'postgres' },
): Promise<ServedWorld> {
  const real = await openWorldDatabase(kind)
  const { database, undone } = createUndoingDatabase(real)
  await migrate(real, { folder: fileURLToPath(app.migrations) })
  await fillTables(real, app, { shape, rows })
  const server = await createServer({
    app,
    services: { database, log: silentLogger, registry: app.registry, cursorKey, runHooks: true },
    authenticator: createAuthenticator({
      secret,
      roles: app.roles,
      roleSettings: app.roleSettings,
    }),
    readiness: async () => ({ isReady: true }),
  })
  const send = createSend(server)
  return {
    ask: (asker, calls, after) =>
      undone(async () => {
        const answers: Answer[] = []
        for (const call of calls) answers.push(await send(asker, call))
        return { answers, seen: await after?.() }
      }),
    async stored(entity) {
      const { columns, table } = app.registry.get(entity).resource
      return database.all(sql`select ${columns} from ${identifier(table)}`)
    },
    async close() {
      await server.close()
      await real.close()
    },
  }
}

type Send = (asker: Asker, call: Call) => Promise<Answer>

function createSend(server: Awaited<ReturnType<typeof createServer>>): Send {
  const tokens = new Map<string, Promise<string>>()
  return async (asker, { method, url, body, headers }) => {
    const authorization = await headerOf(tokens, asker)
    const answer = await server.inject({
      method,
      url,
      headers: {
        'x-request-id': 'the-request',
        ...authorization,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    })
    return { status: answer.statusCode, headers: answer.headers, text: answer.body }
  }
}

async function headerOf(
  tokens: Map<string, Promise<string>>,
  { id, roles, tenant }: Asker,
): Promise<{ authorization?: string }> {
  if (id === null) return {}
  const key = JSON.stringify([id, roles, tenant])
  const token =
    tokens.get(key) ?? signDevelopmentToken({ secret, id, roles, tenant: tenant ?? undefined })
  tokens.set(key, token)
  return { authorization: `Bearer ${await token}` }
}

/** An empty database: SQLite in memory, or PostgreSQL where there is a server, else the one inside the process. */
export async function openWorldDatabase(kind: 'sqlite' | 'postgres'): Promise<Database> {
  if (kind === 'sqlite') return openSqlite({ path: ':memory:', cipher })
  const url = process.env.CAMBIUM_TEST_POSTGRES_URL
  if (url !== undefined) return openTestSchema({ url, cipher })
  const { PGlite } = await import('@electric-sql/pglite')
  return openPostgres({ client: createPgliteClient(await PGlite.create()), cipher })
}
