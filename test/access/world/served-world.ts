import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { App } from '@cambium/runtime/app'
import { createAuthenticator, signDevelopmentToken } from '@cambium/runtime/auth'
import {
  assignments,
  createPgliteClient,
  type Database,
  identifier,
  openPostgres,
  openSqlite,
  openTestSchema,
  sql,
  values,
} from '@cambium/runtime/database'
import { createServer } from '@cambium/runtime/http'
import { silentLogger } from '@cambium/runtime/log'
import { migrate } from '@cambium/runtime/migrate'
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

/** Serves the application over these rows, on SQLite in memory or on PostgreSQL. */
export async function serveWorld(
  app: App,
  { shape, rows, kind }: { shape: Shape; rows: Rows; kind: 'sqlite' | 'postgres' },
): Promise<ServedWorld> {
  const real = await openDatabase(kind)
  const { database, undone } = createUndoingDatabase(real)
  await migrate(real, { folder: fileURLToPath(app.migrations) })
  await fill(real, app, { shape, rows })
  const server = await createServer({
    app,
    services: { database, log: silentLogger, registry: app.registry, cursorKey, runHooks: true },
    authenticator: createAuthenticator({ secret, roles: app.roles }),
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
  { id, roles }: Asker,
): Promise<{ authorization?: string }> {
  if (id === null) return {}
  const key = JSON.stringify([id, roles])
  const token = tokens.get(key) ?? signDevelopmentToken({ secret, id, roles })
  tokens.set(key, token)
  return { authorization: `Bearer ${await token}` }
}

async function openDatabase(kind: 'sqlite' | 'postgres'): Promise<Database> {
  if (kind === 'sqlite') return openSqlite({ path: ':memory:' })
  const url = process.env.CAMBIUM_TEST_POSTGRES_URL
  if (url !== undefined) return openTestSchema({ url })
  const { PGlite } = await import('@electric-sql/pglite')
  return openPostgres({ client: createPgliteClient(await PGlite.create()) })
}

/** Rows first and their keys to later ones afterwards, since they lead to each other in circles. */
async function fill(
  database: Database,
  app: App,
  { shape, rows }: { shape: Shape; rows: Rows },
): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const { name, references } of shape.entities) {
      const { columns, table } = app.registry.get(name).resource
      const late = references.filter(({ nullable }) => nullable).map(({ key }) => key)
      for (const row of rows.tables[name] ?? []) {
        const first = { ...row, ...Object.fromEntries(late.map((key) => [key, null])) }
        await transaction.run(sql`insert into ${identifier(table)} ${values(columns, first)}`)
      }
    }
    for (const { name, references } of shape.entities) {
      const { columns, table } = app.registry.get(name).resource
      const late = references.filter(({ nullable }) => nullable).map(({ key }) => key)
      for (const row of late.length > 0 ? (rows.tables[name] ?? []) : []) {
        const keys = Object.fromEntries(late.map((key) => [key, row[key]]))
        await transaction.run(
          sql`update ${identifier(table)} set ${assignments(columns, keys)} where "id" = ${String(row.id)}`,
        )
      }
    }
    for (const [place, pairs] of Object.entries(rows.links)) {
      const [entity = '', name = ''] = place.split('.')
      const relation = app.registry.get(entity).resource.relations?.[name]
      if (relation?.kind !== 'manyToMany') throw new Error(`${place} links nothing`)
      const { table, source, other } = relation
      for (const [near, far] of pairs) {
        await transaction.run(
          sql`insert into ${identifier(table)} (${identifier(source)}, ${identifier(other)}) values (${near}, ${far})`,
        )
      }
    }
  })
}
