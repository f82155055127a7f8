import type { Caller } from '../access/index.ts'
import type { FurtherSubscribers, ToldEvent } from '../events/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import { type Context, createContext, type Services } from '../operation/index.ts'
import type { Message } from '../queue/index.ts'
import { keptDays } from './delivery-log.ts'
import { type Endpoint, laneOf, type WebhookBody } from './endpoint.ts'
import type { EndpointStore } from './endpoint-store.ts'
import { type Owners, plainOwners } from './owners.ts'
import { readablePayload, tenantOfEvent } from './readable-payload.ts'

/** How often an endpoint is told before the message is parked: some hours, up to eight. */
const maxAttempts = 20

/** The messages of an event for the endpoints that subscribe to it, each with what its endpoint may read. */
export function createSubscribers({
  services,
  store,
  declared,
  owners = plainOwners,
}: {
  services: Services
  store: EndpointStore
  declared: readonly DeclaredEvent[]
  owners?: Owners
}): FurtherSubscribers {
  const byName = new Map(declared.map((event) => [event.name, event]))
  const hasTenants = servesTenants(services)
  return async (transaction, event, delivery) => {
    const known = byName.get(event.name)
    if (known === undefined) return []
    const { resource } = services.registry.get(known.entity)
    const { tenant: from } = delivery.origin
    const tenant = hasTenants
      ? tenantOfEvent(resource, { payload: event.payload, tenant: from })
      : null
    const messages: Message[] = []
    for (const endpoint of await store.active(transaction)) {
      if (endpoint.tenant !== tenant || !listens(endpoint, event.name)) continue
      const caller = await owners.callerOf(transaction, endpoint)
      if (caller === undefined) continue
      const context = contextFor(services, caller, delivery.id)
      const { of, payload } = event
      const told = { declared: known, of, payload }
      const data = await readablePayload({ ...context, transaction }, told)
      if (data !== undefined) messages.push(messageFor(endpoint, event, data))
    }
    return messages
  }
}

/** True in an application whose rows belong to tenants. */
export function servesTenants({ registry }: Services): boolean {
  return registry.entities.some(({ resource }) => resource.tenant !== undefined)
}

function listens({ events }: Endpoint, event: string): boolean {
  return events.includes('*') || events.includes(event)
}

/** The call of an endpoint: its owner, with the roles that were given to it. */
function contextFor(services: Services, caller: Caller, requestId: string): Context {
  return createContext(services, { caller, transport: 'job', requestId })
}

function messageFor(endpoint: Endpoint, event: ToldEvent, data: unknown): Message {
  const { id, name, at, of } = event
  const payload: WebhookBody = { message: id, event: name, at, of, data }
  const lane = laneOf(endpoint.id)
  return {
    id: newId(),
    kind: 'webhook',
    name: endpoint.id,
    lane,
    payload,
    maxAttempts,
    keepHours: keptDays * 24,
    ...(of !== null && { orderKey: `${lane}|${of}` }),
  }
}
