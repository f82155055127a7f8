import { randomBytes } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import type { App } from '@cambium/runtime/app'
import { createAuthenticator } from '@cambium/runtime/auth'
import type { Database } from '@cambium/runtime/database'
import { createServer } from '@cambium/runtime/http'
import { silentLogger } from '@cambium/runtime/log'

/** One version of a project's code, served in the process from a database that is there already. */
export interface ServedVersion {
  app: App
  /** Sends a request as nobody; the body of the answer, which must have this status. */
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    options?: CallOptions,
  ): Promise<Body>
  close(): Promise<void>
}

/** What a call sends and expects. */
export interface CallOptions {
  body?: object
  status?: number
}

/** The body of an answer. */
export type Body = { [name: string]: unknown }

/** Imports the generated code of a folder and serves it. */
export async function serveVersion(folder: string, database: Database): Promise<ServedVersion> {
  const { app }: { app: App } = await import(pathToFileURL(`${folder}/src/app.gen.ts`).href)
  const server = await createServer({
    app,
    services: {
      database,
      log: silentLogger,
      registry: app.registry,
      cursorKey: randomBytes(32),
      runHooks: true,
    },
    authenticator: createAuthenticator({
      secret: randomBytes(32).toString('hex'),
      roles: app.roles,
    }),
    readiness: async () => ({ isReady: true }),
  })
  return {
    app,
    async call(method, url, { body, status = 200 } = {}) {
      const answer = await server.inject({
        method,
        url,
        headers: { ...(body && { 'content-type': 'application/json' }) },
        ...(body && { payload: JSON.stringify(body) }),
      })
      if (answer.statusCode !== status) {
        throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.payload}`)
      }
      return answer.payload === '' ? {} : JSON.parse(answer.payload)
    },
    close: () => server.close(),
  }
}
