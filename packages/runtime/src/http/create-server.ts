import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { AppError } from '../errors/index.ts'
import type { Services } from '../operation/index.ts'
import { type ServedInbox, serveAccounts, serveInbox } from './accounts/index.ts'
import { refusalOf, sendProblem } from './answer/index.ts'
import { serveBatch } from './batch/index.ts'
import { maxBodyBytes, useJsonBodies } from './body-parser.ts'
import { answerBrokenRequest } from './broken-request.ts'
import { useCallers } from './callers.ts'
import type { ServedDelivery } from './delivery/index.ts'
import { addUsual, type UsualHeaders, useDirectAnswers } from './direct/index.ts'
import {
  allowOrigins,
  type BodyDeadlines,
  createBodyDeadlines,
  createRateLimits,
  createRequestCount,
  createRequestLog,
  type RateLimits,
  type ServerSettings,
  unlimited,
  useCompression,
  worthItBytes,
} from './edge/index.ts'
import { serveFiles } from './files/index.ts'
import { serveFunctions } from './functions/index.ts'
import { useIdempotency } from './idempotency/index.ts'
import { type Readiness, serveMeta } from './meta-routes.ts'
import { type ServedMetrics, serveMetrics } from './metrics/index.ts'
import { requestIdOf } from './request-id.ts'
import { createRouteIndex, type RouteIndex } from './route-index.ts'
import type { ServedApplication, Server } from './served-application.ts'
import { answerUnusualRequests } from './unusual-requests.ts'

export interface ServerOptions {
  readonly app: ServedApplication
  readonly services: Services
  readonly authenticator: Authenticator
  /** Whether this process can do its work; asked by `/health/ready`. */
  readonly readiness: () => Promise<Readiness>
  /** The accounts of the application, where it has some. */
  readonly accounts?: Accounts | undefined
  /** The mail that development keeps, to be looked at. */
  readonly inbox?: ServedInbox | undefined
  /** Webhooks and devices, where the application has them. */
  readonly delivery?: ServedDelivery | undefined
  /** What the process measures of itself, where it does. */
  readonly metrics?: ServedMetrics | undefined
  /** No limits, other origins, compression or log lines unless given. */
  readonly settings?: ServerSettings
}

const requestTimeoutMs = 30_000
const uploadTimeoutMs = 3_600_000
const keepAliveTimeoutMs = 72_000

/** Everything an API answer carries: what a browser may do with it, and who may keep it. */
const usualHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'private, no-cache',
  vary: 'authorization',
}

/**
 * The HTTP server of an application, not yet listening: its routes under `/api`, every refusal as problem details,
 * health checks, the OpenAPI document and a first page. Stop it with `close`, which waits for what is in flight.
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { services, accounts, inbox, settings = unlimited } = options
  const headers = headersFor(settings, accounts !== undefined)
  const patienceMs = services.files ? uploadTimeoutMs : requestTimeoutMs
  const server = createFastify(settings, { headers, patienceMs })
  const index = createRouteIndex()
  server.addHook('onRoute', ({ url, method }) => index.add(url, method))
  server.decorateRequest('startedAt', 0)
  server.addHook('onRequest', (request, reply, done) => {
    request.startedAt = performance.now()
    if (!request.is404) done()
    else answerUnknown(index, request, reply)
  })
  answer(server, options, { settings, headers })
  answerUnusualRequests(server)
  server.setErrorHandler((error, request, reply) => answerError(services, error, request, reply))
  server.setNotFoundHandler((request, reply) => answerUnknown(index, request, reply))
  useJsonBodies(server)
  const deadlines = services.files && holdBodies(server)
  const rateLimits = await useEdge(server, settings)
  serveMeta(server, { ...options, index })
  if (inbox) serveInbox(server, inbox)
  if (options.metrics?.page) serveMetrics(server, options.metrics.page)
  await serveApi(server, options, { rateLimits, deadlines })
  await server.ready()
  return server
}

/** What requests of the API pass. */
interface Edge {
  readonly rateLimits: RateLimits | undefined
  readonly deadlines: BodyDeadlines | undefined
}

/** Where uploads may take their time, every other request may not. */
function holdBodies(server: FastifyInstance): BodyDeadlines {
  const late = Object.assign(new Error('Late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
  return createBodyDeadlines(server, {
    limitMs: requestTimeoutMs,
    onLate: (socket) => answerBrokenRequest(late, socket),
  })
}

/** The resources of the application under `/api`, and its accounts under `/api/auth`. */
async function serveApi(
  server: FastifyInstance,
  options: ServerOptions,
  { rateLimits, deadlines }: Edge,
): Promise<void> {
  const { app, services, accounts, delivery } = options
  await server.register(
    (api, _options, done) => {
      useCallers(api, { ...options, rateLimits })
      useIdempotency(api, services)
      serveBatch(api, rateLimits)
      for (const register of app.routes) register(api)
      if (app.functions) serveFunctions(api, app.functions)
      done()
    },
    { prefix: '/api' },
  )
  await serveUploads(server, options, { rateLimits, deadlines })
  if (delivery) {
    const { serveDelivery } = await import('./delivery/index.ts')
    await server.register(
      (api, _options, done) => {
        useCallers(api, { ...options, rateLimits })
        serveDelivery(api, delivery)
        done()
      },
      { prefix: '/api' },
    )
  }
  if (accounts === undefined) return
  await server.register(
    (auth, _options, done) => {
      serveAccounts(auth, { accounts, rateLimits })
      done()
    },
    { prefix: '/api/auth' },
  )
}

/** Uploads and signed addresses, which may take longer than anything else. */
async function serveUploads(
  server: FastifyInstance,
  options: ServerOptions,
  { rateLimits, deadlines }: Edge,
): Promise<void> {
  const { files } = options.services
  if (!files) return
  await server.register(
    (api, _options, done) => {
      deadlines?.exempt(api)
      useCallers(api, { ...options, rateLimits })
      serveFiles(api, files).then(() => done(), done)
    },
    { prefix: '/api' },
  )
}

/** A page of another origin may read an answer only where such origins are allowed at all. */
function headersFor(settings: ServerSettings, hasSessions: boolean): UsualHeaders {
  const { vary, 'cross-origin-resource-policy': policy, ...rest } = usualHeaders
  return {
    ...rest,
    vary: hasSessions ? `${vary}, cookie` : vary,
    'cross-origin-resource-policy': settings.corsOrigins.length > 0 ? 'cross-origin' : policy,
    ...(settings.strictTransport && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

/** What every answer carries, and the line it leaves in the log, whichever way it goes. */
function answer(
  server: FastifyInstance,
  { services: { log }, metrics }: ServerOptions,
  { settings, headers }: { settings: ServerSettings; headers: UsualHeaders },
): void {
  const counted = metrics && createRequestCount(metrics.requests)
  const logged = settings.logRequests ? createRequestLog(log, metrics?.requests) : counted
  server.addHook('onSend', (_request, reply, _payload, done) => {
    addUsual(reply, headers)
    logged?.(reply)
    done()
  })
  const compressedFrom = settings.compression ? worthItBytes : Number.POSITIVE_INFINITY
  useDirectAnswers(server, { usual: headers, compressedFrom, onAnswer: logged })
}

/** What is asked for; each plug-in is loaded only then. */
async function useEdge(
  server: FastifyInstance,
  { rateLimit, corsOrigins, compression }: ServerSettings,
): Promise<RateLimits | undefined> {
  if (corsOrigins.length > 0) await allowOrigins(server, corsOrigins)
  if (compression) await useCompression(server)
  return rateLimit && createRateLimits(server, rateLimit)
}

/** Whose word on the address of the caller is taken: that of the nearest so many, or of these. */
function trusted(
  proxies: ServerSettings['trustProxy'],
): boolean | string[] | ((address: string, hop: number) => boolean) {
  if (proxies === undefined) return false
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : [...proxies]
}

function createFastify(
  { trustProxy }: ServerSettings,
  { headers, patienceMs }: { headers: UsualHeaders; patienceMs: number },
): FastifyInstance {
  return Fastify({
    trustProxy: trusted(trustProxy),
    bodyLimit: maxBodyBytes,
    http: { requireHostHeader: false },
    forceCloseConnections: 'idle',
    // What arrives on an open connection while the server stops is still answered.
    return503OnClosing: false,
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: patienceMs,
    genReqId: requestIdOf,
    routerOptions: { maxParamLength: 2000 },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => {
      const refusal = refusalOf(error) ?? new AppError('bad_request')
      sendProblem(request, reply.headers(headers).header('x-request-id', request.id), refusal)
    },
  })
}

function answerError(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal !== undefined && refusal.status < 500) return sendProblem(request, reply, refusal)
  const { method, url, id } = request
  services.log.error(
    { err: error, requestId: id, method, path: url.split('?', 1)[0] },
    'request failed',
  )
  return sendProblem(request, reply, refusal ?? new AppError('internal'))
}

/** 405 for an address that takes other methods, 204 when asked which, else 404. */
function answerUnknown(
  index: RouteIndex,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? ''
  const methods = index.methodsOf(path)
  if (methods.length === 0) {
    return sendProblem(
      request,
      reply,
      new AppError('not_found', { message: 'There is nothing at this address' }),
    )
  }
  reply.header('allow', [...methods, 'OPTIONS'].join(', '))
  if (request.method === 'OPTIONS') return reply.code(204).send()
  const message = `This address takes ${methods.join(', ')}`
  return sendProblem(request, reply, new AppError('method_not_allowed', { message }))
}
