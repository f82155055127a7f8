import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors/index.ts'
import type { Manager, ReplayOptions, Webhooks, WebhooksDefinition } from '../../webhooks/index.ts'
import { sendJson } from '../answer/index.ts'
import { bodyOf, objectBodyOf, refuseQuery } from '../request-parts.ts'

/** Endpoints and who may manage them. */
export interface ServedWebhooks {
  readonly webhooks: Webhooks
  readonly definition: WebhooksDefinition
}

const usualDeliveries = 20
const maxDeliveries = 100

/**
 * Serves endpoints under `/webhooks` to the roles that manage them. Register it where callers are known, and neither
 * batches nor kept answers, which would keep a secret that is shown once.
 */
export function serveWebhooks(
  server: FastifyInstance,
  { webhooks, definition }: ServedWebhooks,
): void {
  const manager = (request: FastifyRequest): Manager => managerOf(request, definition)
  server.get('/webhooks', async (request, reply) => {
    refuseQuery(request)
    return send(reply, { data: await webhooks.list(manager(request)) })
  })
  server.post('/webhooks', async (request, reply) => {
    const made = await webhooks.create(manager(request), bodyOf(request))
    reply.code(201).header('location', `/api/webhooks/${made.id}`)
    return sendSecret(reply, made)
  })
  server.get('/webhooks/:id', async (request, reply) =>
    send(reply, await webhooks.get(manager(request), idOf(request))),
  )
  server.patch('/webhooks/:id', async (request, reply) =>
    send(reply, await webhooks.update(manager(request), idOf(request), bodyOf(request))),
  )
  server.delete('/webhooks/:id', async (request, reply) => {
    await webhooks.remove(manager(request), idOf(request))
    return reply.code(204).send()
  })
  server.post('/webhooks/:id/rotate', async (request, reply) => {
    const { overlapHours, ...rest } = optionalBodyOf(request)
    refuseOthers(rest)
    const hours = overlapHours as number | undefined
    return sendSecret(reply, await webhooks.rotate(manager(request), idOf(request), hours))
  })
  serveDeliveries(server, webhooks, manager)
}

function serveDeliveries(
  server: FastifyInstance,
  webhooks: Webhooks,
  manager: (request: FastifyRequest) => Manager,
): void {
  server.get('/webhooks/:id/deliveries', async (request, reply) => {
    const tries = await webhooks.deliveries(manager(request), idOf(request), pageOf(request))
    return send(reply, { data: tries.map(({ webhook: _webhook, job: _job, ...shown }) => shown) })
  })
  server.post('/webhooks/:id/deliveries/:message/resend', async (request, reply) => {
    const { message = '' } = request.params as { message?: string }
    refuseOthers(optionalBodyOf(request))
    await webhooks.resend(manager(request), idOf(request), message)
    return send(reply.code(202), { count: 1 })
  })
  server.post('/webhooks/:id/replay', async (request, reply) => {
    const replay = replayOf(bodyOf(request))
    const count = await webhooks.replay(manager(request), idOf(request), replay)
    return send(reply.code(202), { count })
  })
}

function managerOf(request: FastifyRequest, { manage }: WebhooksDefinition): Manager {
  const { caller } = request.context
  if (!caller.signedIn) throw new AppError('unauthenticated')
  if (!caller.hasRole(...manage)) {
    throw new AppError('forbidden', { message: 'You may not manage webhooks' })
  }
  return { id: caller.id, roles: caller.roles, tenant: caller.tenant }
}

function idOf({ params }: FastifyRequest): string {
  return (params as { id?: string }).id ?? ''
}

function optionalBodyOf(request: FastifyRequest): { [member: string]: unknown } {
  refuseQuery(request)
  return request.body === undefined || request.body === null ? {} : objectBodyOf(request)
}

function refuseOthers(rest: object): void {
  const [path] = Object.keys(rest)
  if (path !== undefined) throw invalid(path, 'is not a member here')
}

function replayOf(body: object): ReplayOptions {
  const { since, until, failedOnly, ...rest } = body as { [member: string]: unknown }
  refuseOthers(rest)
  for (const [path, value] of Object.entries({ since, until })) {
    const isInstant = typeof value === 'string' && !Number.isNaN(Date.parse(value))
    if (value !== undefined && !isInstant) throw invalid(path, 'must be an instant, ISO 8601')
  }
  if (failedOnly !== undefined && typeof failedOnly !== 'boolean') {
    throw invalid('failedOnly', 'must be true or false')
  }
  if (since === undefined && failedOnly !== true) throw invalid('since', 'is needed')
  return { since, until, failedOnly } as ReplayOptions
}

function pageOf({ query }: FastifyRequest): { limit: number; before?: string } {
  const { limit = String(usualDeliveries), before, ...rest } = query as { [name: string]: unknown }
  const number = /^\d{1,3}$/.test(String(limit)) ? Number(limit) : 0
  const [unknown] = Object.keys(rest)
  const isId = before === undefined || (typeof before === 'string' && /^[\w-]{1,64}$/.test(before))
  if (number < 1 || number > maxDeliveries || !isId || unknown !== undefined) {
    const message = `Takes limit, from 1 to ${maxDeliveries}, and before, the id of a delivery`
    throw new AppError('bad_request', { message })
  }
  return { limit: number, ...(before !== undefined && { before: String(before) }) }
}

function invalid(path: string, message: string): AppError {
  const errors = [{ path: path.slice(0, 60), code: 'invalid', message }]
  return new AppError('invalid', { message: `${path.slice(0, 60)} ${message}`, errors })
}

function send(reply: FastifyReply, value: object): FastifyReply {
  return sendJson(reply, JSON.stringify(value))
}

/** Nobody on the way keeps it. */
function sendSecret(reply: FastifyReply, value: object): FastifyReply {
  return send(reply.header('cache-control', 'no-store'), value)
}
