import { AppError, notFound } from '../errors/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import type { Services } from '../operation/index.ts'
import type { Outbound } from '../outbound/index.ts'
import type { Endpoint } from './endpoint.ts'
import type { EndpointStore } from './endpoint-store.ts'
import type { Owners } from './owners.ts'
import type { SecretBox } from './secret-box.ts'
import { servesTenants } from './subscribers.ts'

/** Who manages endpoints. */
export interface Manager {
  /** Whose endpoints those are that it makes: null for nobody's. */
  readonly id: string | null
  /** The roles it may give to them. */
  readonly roles: readonly string[]
  /** The tenant whose endpoints it sees; undefined for those of all, as at the command line. */
  readonly tenant: string | null | undefined
}

/** An endpoint as it is shown. Its secrets never are. */
export type EndpointView = Omit<Endpoint, 'secrets' | 'owner'>

/** What is shown once, when it is made. */
export type EndpointWithSecret = EndpointView & { readonly secret: string }

export interface WebhooksOptions {
  readonly services: Services
  readonly store: EndpointStore
  readonly outbound: Outbound
  readonly secrets: SecretBox
  readonly declared: readonly DeclaredEvent[]
  /** What is known of those who make endpoints. */
  readonly owners?: Owners
  readonly now?: () => Date
}

/** What every way to manage endpoints goes by. */
export interface Management extends WebhooksOptions {
  readonly owners: Owners
  readonly now: () => Date
}

/** The tenant whose endpoints somebody manages; undefined where there are none to tell apart, whatever a token says. */
export function tenantOf({ services }: Management, { tenant }: Manager): string | null | undefined {
  return servesTenants(services) ? tenant : undefined
}

/** An endpoint that is the manager's to see; 404 for any other. */
export async function findEndpoint(
  management: Management,
  manager: Manager,
  id: string,
): Promise<Endpoint> {
  const endpoint = await management.store.find(management.services.database, id)
  const tenant = tenantOf(management, manager)
  const isTheirs = tenant === undefined || endpoint?.tenant === tenant
  if (endpoint === undefined || !isTheirs) throw notFound('webhook', id)
  return endpoint
}

/** Writes what is changed of an endpoint. */
export async function changeEndpoint(
  { services, store, now }: Management,
  endpoint: Endpoint,
  changes: Partial<Endpoint>,
): Promise<Endpoint> {
  const all = { ...changes, updatedAt: now().toISOString() }
  await store.update(services.database, endpoint.id, all)
  store.forget()
  return { ...endpoint, ...all }
}

/** What of an endpoint is shown. */
export function view({ secrets: _secrets, owner: _owner, ...shown }: Endpoint): EndpointView {
  return shown
}

/** The refusal of one member. */
export function invalid(path: string, message: string): AppError {
  return new AppError('invalid', {
    message: `${path} ${message}`,
    errors: [{ path, code: 'invalid', message }],
  })
}
