import { AppError } from '../errors/index.ts'
import { newId } from '../id/index.ts'
import type { Endpoint } from './endpoint.ts'
import {
  type EndpointWithSecret,
  invalid,
  type Management,
  type Manager,
  tenantOf,
  view,
} from './management.ts'
import { newSigningSecret } from './signing.ts'
import { type EndpointInput, readEndpoint } from './webhook-input.ts'

const members = ['url', 'events', 'description', 'roles']
const maxEndpoints = 100

/** Makes an endpoint, with a secret that is shown now and never again. */
export async function createEndpoint(
  management: Management,
  manager: Manager,
  body: object,
): Promise<EndpointWithSecret> {
  const { services, store, outbound, secrets, declared } = management
  const events = declared.map(({ name }) => name)
  const input = readEndpoint(body, members, { events, roles: manager.roles, outbound })
  await checkRoom(management, manager)
  const secret = newSigningSecret()
  const endpoint: Endpoint = {
    ...(await newEndpoint(management, manager, input)),
    secrets: [{ text: secrets.seal(secret), until: null }],
  }
  await store.insert(services.database, endpoint)
  store.forget()
  return { ...view(endpoint), secret }
}

async function newEndpoint(
  management: Management,
  manager: Manager,
  { url, events, description, roles }: Partial<EndpointInput>,
): Promise<Omit<Endpoint, 'secrets'>> {
  if (url === undefined) throw invalid('url', 'is needed')
  if (events === undefined) throw invalid('events', 'is needed')
  const { owners, services, now } = management
  const at = now().toISOString()
  return {
    id: newId(),
    tenant: tenantOf(management, manager) ?? null,
    owner: await owners.nameOf(services.database, manager.id),
    roles: [...(roles ?? manager.roles)],
    url,
    description: description ?? null,
    events: [...events],
    status: 'active',
    reason: null,
    failingSince: null,
    createdAt: at,
    updatedAt: at,
  }
}

/** Each of them is a message for each event. */
async function checkRoom(management: Management, manager: Manager): Promise<void> {
  const { store, services } = management
  const theirs = await store.list(services.database, tenantOf(management, manager))
  if (theirs.length < maxEndpoints) return
  throw new AppError('conflict', { message: `There are ${maxEndpoints} endpoints already` })
}
