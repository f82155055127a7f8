import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../database/index.ts'
import { AppError, notFound } from '../../errors/index.ts'
import type { Outbound } from '../../outbound/index.ts'
import {
  type Device,
  devicesOf,
  type Push,
  readDevice,
  registerDevice,
  removeDevice,
} from '../../push/index.ts'
import { sendJson } from '../answer/index.ts'
import { bodyOf, refuseQuery } from '../request-parts.ts'

/** What devices are registered for. */
export interface ServedDevices {
  readonly push: Pick<Push, 'ways' | 'publicKey'>
  readonly outbound: Outbound
  readonly database: Database
}

/** Serves the devices of whoever calls, under `/devices`: nobody sees those of others, and no token is ever shown. */
export function serveDevices(server: FastifyInstance, served: ServedDevices): void {
  const { push, outbound, database } = served
  server.get('/devices', async (request, reply) => {
    refuseQuery(request)
    const devices = await devicesOf(database, ownerOf(request))
    return send(reply, { data: devices.map(view) })
  })
  server.get('/devices/key', async (request, reply) => {
    refuseQuery(request)
    if (push.publicKey !== undefined) return send(reply, { publicKey: push.publicKey })
    throw new AppError('not_found', { message: 'Messages to browsers are not set up here' })
  })
  server.post('/devices', async (request, reply) => {
    const owner = ownerOf(request)
    const device = readDevice(bodyOf(request), { ways: push.ways, outbound })
    const { tenant } = request.context.caller
    const made = await database.transaction((transaction) =>
      registerDevice(transaction, { ...device, owner, tenant }, new Date()),
    )
    return send(reply.code(201), view(made))
  })
  server.delete('/devices/:id', async (request, reply) => {
    refuseQuery(request)
    const { id = '' } = request.params as { id?: string }
    const owner = ownerOf(request)
    if (!(await removeDevice(database, { id, owner }))) throw notFound('device', id)
    return reply.code(204).send()
  })
}

function ownerOf({ context }: FastifyRequest): string {
  const { id } = context.caller
  if (id === null) throw new AppError('unauthenticated')
  return id
}

function view({ id, way, label, createdAt, seenAt }: Omit<Device, 'keys'>): object {
  return { id, way, label, createdAt, seenAt }
}

function send(reply: FastifyReply, value: object): FastifyReply {
  return sendJson(reply, JSON.stringify(value))
}
