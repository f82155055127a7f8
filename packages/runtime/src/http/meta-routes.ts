import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors/index.ts'
import { sendProblem } from './answer/index.ts'
import { createDocs, type HtmlPage, problemPage, startPage } from './pages/index.ts'
import type { RouteIndex } from './route-index.ts'
import type { ServedApplication } from './served-application.ts'

/** Whether the process can do its work, and the sentence to tell when it cannot. */
export interface Readiness {
  readonly isReady: boolean
  readonly reason?: string
}

export interface MetaOptions {
  readonly app: ServedApplication
  readonly readiness: () => Promise<Readiness>
  readonly index: RouteIndex
}

/** Serves what is about the application and not of it: its pages, health, OpenAPI document and problems. */
export function serveMeta(server: FastifyInstance, options: MetaOptions): void {
  servePages(server, options)
  serveHealth(server, options)
  serveOpenapi(server, options)
}

function servePages(server: FastifyInstance, { app, index }: MetaOptions): void {
  server.get('/', (request, reply) => {
    const lists = index.routes
      .filter(({ method, pattern }) => method === 'GET' && /^\/api\/[\w-]+$/.test(pattern))
      .map(({ pattern }) => pattern)
    const hasDocs = app.openapi !== undefined
    return sendPage(reply, startPage({ name: app.name, lists, hasDocs, origin: originOf(request) }))
  })
  server.get('/problems/:problem', (request, reply) => {
    const page = problemPage(request.url.split('?', 1)[0] ?? '')
    if (page === undefined) throw new AppError('not_found', { message: 'There is no such problem' })
    return sendPage(reply, page)
  })
}

/** Where the visitor found this server. */
function originOf({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}`
}

function serveDocs(server: FastifyInstance, openapi: URL): void {
  const docs = createDocs(openapi)
  server.get('/docs', async (request, reply) =>
    sendPage(reply, await docs.overview(originOf(request))),
  )
  server.get('/docs/:tag', async (request, reply) => {
    const { tag } = request.params as { tag: string }
    const page = await docs.of(tag, originOf(request))
    if (page === undefined) throw new AppError('not_found', { message: 'There is no such tag' })
    return sendPage(reply, page)
  })
}

function sendPage(reply: FastifyReply, page: HtmlPage): FastifyReply {
  return reply.headers(page.headers).send(page.html)
}

function serveHealth(server: FastifyInstance, { readiness }: MetaOptions): void {
  server.get('/health/live', (_request, reply) => reply.send({ status: 'ok' }))
  server.get('/health/ready', async (request, reply) => {
    const { isReady, reason } = await readiness()
    if (isReady) return reply.send({ status: 'ok' })
    return sendProblem(request, reply, new AppError('unavailable', { message: reason }))
  })
}

function serveOpenapi(server: FastifyInstance, { app }: MetaOptions): void {
  const { openapi } = app
  if (openapi === undefined) return
  serveDocs(server, openapi)
  let document: Promise<string> | undefined
  server.get('/api/openapi.json', async (_request, reply) => {
    // Read when first asked for: most processes never are.
    document ??= readFile(openapi, 'utf8')
    return reply.type('application/json; charset=utf-8').send(await document)
  })
}
