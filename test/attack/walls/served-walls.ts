import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { anonymous } from '@cambium/runtime/access'
import { type App, openDeliveries } from '@cambium/runtime/app'
import { createAuthenticator, signDevelopmentToken } from '@cambium/runtime/auth'
import { identifier, sql } from '@cambium/runtime/database'
import { createFiles, fileLimits } from '@cambium/runtime/files'
import { createFunctions } from '@cambium/runtime/functions'
import { createServer } from '@cambium/runtime/http'
import { silentLogger } from '@cambium/runtime/log'
import { migrate } from '@cambium/runtime/migrate'
import { createContext, createRepositories, fileTablesOf } from '@cambium/runtime/operation'
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

const noSettings = {
  outbound: { allow: ['127.0.0.1:9'] },
  push: { vapid: undefined, fcm: undefined, apns: undefined },
  encryptionKey: undefined,
}

/** Serves the application with everything in it that nobody else may see. */
export async function serveWalls(app: App, kind: 'sqlite' | 'postgres'): Promise<ServedWalls> {
  const real = await openWorldDatabase(kind)
  const { database, undone } = createUndoingDatabase(real)
  await migrate(real, { folder: fileURLToPath(app.migrations) })
  const folder = mkdtempSync(join(tmpdir(), 'cambium-walls-'))
  const files = createFiles({
    database,
    log: silentLogger,
    tables: fileTablesOf(app.registry),
    limits: fileLimits(),
    address: `file:${folder}`,
    signingKey: randomBytes(32),
  })
  const services = {
    database,
    log: silentLogger,
    registry: app.registry,
    cursorKey: randomBytes(32),
    runHooks: true,
    files,
    functions: createFunctions(app.functions ?? []),
  }
  const deliveries = await openDeliveries(app, {
    config: noSettings,
    log: silentLogger,
    mail: undefined,
  })
  const server = await createServer({
    app,
    services,
    authenticator: createAuthenticator({ secret, roles: app.roles }),
    delivery: deliveries?.servedFor(services),
    readiness: async () => ({ isReady: true }),
  })
  const call = { caller: anonymous, transport: 'test', requestId: 'seed' } as const
  const context = { ...createContext(services, call), unrestricted: true, outward: false }
  const { system } = createRepositories(context)
  const people = await seedWalls((system as unknown as System).crossTenant(), {
    database,
    async send(person, attack) {
      const token = await signDevelopmentToken({ secret, ...person, roles: ['staff'] })
      const reply = await injected(server, { token, attack })
      if (reply.status >= 300) throw new Error(`${attack.url}: ${reply.status} ${reply.text}`)
      return JSON.parse(reply.text) as never
    },
  })
  const document = JSON.parse((await server.inject('/api/openapi.json')).body) as object
  const tables = [
    ...app.registry.entities.map(({ resource }) => resource.table),
    'cambium_files',
    'cambium_webhooks',
  ]
  const theirs = (await rowsIn(real, tables)).filter(({ id }) => isVictims(people, id))
  const places = new Set(theirs.map(({ place }) => place))
  const before = JSON.stringify(theirs)
  return {
    people,
    document,
    send: (as, attack) =>
      undone(async () => {
        const token = await signDevelopmentToken({ secret, ...as })
        const reply = await injected(server, { token, attack })
        if (attack.method === 'GET') return { reply, victims: '' }
        const rows = await rowsIn(database, tables)
        const after = JSON.stringify(rows.filter(({ place }) => places.has(place)))
        return { reply, victims: after === before ? '' : after }
      }),
    async close() {
      await server.close()
      await deliveries?.close()
      await files.close()
      await real.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Queryable = Awaited<ReturnType<typeof openWorldDatabase>>

interface Placed {
  /** The table and the id: an id of one may be taken in another. */
  readonly place: string
  readonly id: string
  readonly row: unknown
}

async function rowsIn(database: Queryable, tables: readonly string[]): Promise<Placed[]> {
  const all: Placed[] = []
  for (const table of tables) {
    const rows = await database.all(sql`select * from ${identifier(table)} order by "id"`)
    for (const row of rows) {
      const id = String((row as { id: unknown }).id)
      all.push({ place: `${table} ${id}`, id, row })
    }
  }
  return all
}

function isVictims({ victim }: People, id: string): boolean {
  return id === victim.id || victim.ids.includes(id)
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
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}
