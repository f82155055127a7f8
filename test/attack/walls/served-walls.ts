import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { anonymous } from '@cambium/runtime/access'
import type { App } from '@cambium/runtime/app'
import { createAuthenticator, signDevelopmentToken } from '@cambium/runtime/auth'
import { identifier, sql } from '@cambium/runtime/database'
import { createServer } from '@cambium/runtime/http'
import { silentLogger } from '@cambium/runtime/log'
import { migrate } from '@cambium/runtime/migrate'
import { createContext, createRepositories } from '@cambium/runtime/operation'
import { createUndoingDatabase, openWorldDatabase } from '../../access/world/index.ts'
import { type People, type System, seedWalls } from './seed-walls.ts'

/** A request as the document describes it, and who sends it. */
export interface Attack {
  readonly method: string
  readonly url: string
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
}

export interface Reply {
  readonly status: number
  readonly headers: { readonly [name: string]: unknown }
  readonly text: string
}

/** The application behind walls. What a request does is undone after it. */
export interface ServedWalls {
  readonly people: People
  /** The document that the server hands out. */
  readonly document: object
  send(as: Intruder, attack: Attack): Promise<{ reply: Reply; victims: string }>
  close(): Promise<void>
}

/** Who comes: an id with the company they are of. */
export interface Intruder {
  readonly id: string
  readonly tenant: string
  readonly roles: readonly string[]
}

const secret = randomBytes(32).toString('hex')

/** Serves the application with everything in it that nobody else may see. */
export async function serveWalls(app: App, kind: 'sqlite' | 'postgres'): Promise<ServedWalls> {
  const real = await openWorldDatabase(kind)
  const { database, undone } = createUndoingDatabase(real)
  await migrate(real, { folder: fileURLToPath(app.migrations) })
  const services = {
    database,
    log: silentLogger,
    registry: app.registry,
    cursorKey: randomBytes(32),
    runHooks: true,
  }
  const server = await createServer({
    app,
    services,
    authenticator: createAuthenticator({ secret, roles: app.roles }),
    readiness: async () => ({ isReady: true }),
  })
  const call = { caller: anonymous, transport: 'test', requestId: 'seed' } as const
  const context = { ...createContext(services, call), unrestricted: true, outward: false }
  const { system } = createRepositories(context)
  const people = await seedWalls((system as unknown as System).crossTenant(), database)
  const document = JSON.parse((await server.inject('/api/openapi.json')).body) as object
  const tables = app.registry.entities.map(({ resource }) => resource.table)
  const before = await ownedIn(real, { tables, people })
  return {
    people,
    document,
    send: (as, attack) =>
      undone(async () => {
        const token = await signDevelopmentToken({ secret, ...as })
        const reply = await injected(server, { token, attack })
        if (attack.method === 'GET') return { reply, victims: '' }
        const after = await ownedIn(database, { tables, people })
        return { reply, victims: after === before ? '' : after }
      }),
    async close() {
      await server.close()
      await real.close()
    },
  }
}

type Queryable = Awaited<ReturnType<typeof openWorldDatabase>>

async function ownedIn(
  database: Queryable,
  { tables, people }: { tables: readonly string[]; people: People },
): Promise<string> {
  const rows: unknown[] = []
  for (const table of tables) {
    rows.push(...(await database.all(sql`select * from ${identifier(table)} order by "id"`)))
  }
  return JSON.stringify(rows.filter((row) => isVictims(people, row)))
}

function isVictims({ victim }: People, row: unknown): boolean {
  const { id } = row as { id: unknown }
  return id === victim.id || victim.ids.includes(String(id))
}

async function injected(
  server: Awaited<ReturnType<typeof createServer>>,
  { token, attack }: { token: string; attack: Attack },
): Promise<Reply> {
  const { method, url, body, headers } = attack
  const answer = await server.inject({
    method: method as 'GET',
    url,
    headers: {
      'x-request-id': 'the-request',
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}
