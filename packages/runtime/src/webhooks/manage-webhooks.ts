import type { Transaction } from '../database/index.ts'
import { AppError, notFound } from '../errors/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import { newId } from '../id/index.ts'
import type { Services } from '../operation/index.ts'
import type { Outbound } from '../outbound/index.ts'
import { type LoggedTry, loggedTries } from './delivery-log.ts'
import type { Endpoint } from './endpoint.ts'
import type { EndpointStore } from './endpoint-store.ts'
import { type Owners, plainOwners } from './owners.ts'
import type { SecretBox } from './secret-box.ts'
import { type ReplayOptions, sendAgain } from './send-again.ts'
import { newSigningSecret } from './signing.ts'
import { servesTenants } from './subscribers.ts'
import { readEndpoint } from './webhook-input.ts'

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

/** Endpoints, as REST and the command line manage them. Throws `AppError`s. */
export interface Webhooks {
  list(manager: Manager): Promise<EndpointView[]>
  get(manager: Manager, id: string): Promise<EndpointView>
  create(manager: Manager, input: object): Promise<EndpointWithSecret>
  update(manager: Manager, id: string, changes: object): Promise<EndpointView>
  remove(manager: Manager, id: string): Promise<void>
  /** A new secret; the one before is signed with too for so many hours. */
  rotate(manager: Manager, id: string, overlapHours?: number): Promise<EndpointWithSecret>
  deliveries(
    manager: Manager,
    id: string,
    page: { limit: number; before?: string | undefined },
  ): Promise<LoggedTry[]>
  /** Sends one message again, under its id. */
  resend(manager: Manager, id: string, message: string): Promise<void>
  /** Sends again what was to be told in a time; resolves to how many messages that is. */
  replay(manager: Manager, id: string, options: ReplayOptions): Promise<number>
}

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

const maxEndpoints = 100
const usualOverlapHours = 24
const maxOverlapHours = 720

/** What endpoints are managed with. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { services, store, outbound, secrets, declared, now = () => new Date() } = options
  const { owners = plainOwners } = options
  const { database } = services
  const hasTenants = servesTenants(services)
  const events = declared.map(({ name }) => name)
  /** In an application without tenants a token may still name one. */
  const tenantOf = ({ tenant }: Manager): string | null | undefined =>
    hasTenants ? tenant : undefined

  async function find(manager: Manager, id: string): Promise<Endpoint> {
    const endpoint = await store.find(database, id)
    const tenant = tenantOf(manager)
    const isTheirs = tenant === undefined || endpoint?.tenant === tenant
    if (endpoint === undefined || !isTheirs) throw notFound('webhook', id)
    return endpoint
  }

  async function change(
    endpoint: Endpoint,
    changes: Partial<Endpoint>,
    also: (transaction: Transaction) => Promise<void> = async () => undefined,
  ): Promise<Endpoint> {
    const all = { ...changes, updatedAt: now().toISOString() }
    await database.transaction(async (transaction) => {
      await store.update(transaction, endpoint.id, all)
      await also(transaction)
    })
    store.forget()
    return { ...endpoint, ...all }
  }

  function newSecret(): { secret: string; kept: { text: string; until: null } } {
    const secret = newSigningSecret()
    return { secret, kept: { text: secrets.seal(secret), until: null } }
  }

  return {
    async list(manager) {
      return (await store.list(database, tenantOf(manager))).map(view)
    },
    get: async (manager, id) => view(await find(manager, id)),
    async create(manager, input) {
      const members = ['url', 'events', 'description', 'roles']
      const limits = { events, roles: manager.roles, outbound }
      const { url, events: wanted, description, roles } = readEndpoint(input, members, limits)
      if (url === undefined || wanted === undefined)
        throw missing(url === undefined ? 'url' : 'events')
      const tenant = tenantOf(manager) ?? null
      if ((await store.list(database, hasTenants ? tenant : undefined)).length >= maxEndpoints) {
        throw new AppError('conflict', { message: `There are ${maxEndpoints} endpoints already` })
      }
      const { secret, kept } = newSecret()
      const at = now().toISOString()
      const endpoint: Endpoint = {
        id: newId(),
        tenant,
        owner: await owners.nameOf(database, manager.id),
        roles: [...(roles ?? manager.roles)],
        url,
        description: description ?? null,
        events: [...wanted],
        secrets: [kept],
        status: 'active',
        reason: null,
        failingSince: null,
        createdAt: at,
        updatedAt: at,
      }
      await store.insert(database, endpoint)
      store.forget()
      return { ...view(endpoint), secret }
    },
    async update(manager, id, body) {
      const members = ['url', 'events', 'description', 'enabled']
      const limits = { events, roles: manager.roles, outbound }
      const { enabled, url, events: wanted, description } = readEndpoint(body, members, limits)
      const endpoint = await find(manager, id)
      if (url !== undefined && url !== endpoint.url) checkMaker(owners, manager, endpoint)
      return view(
        await change(endpoint, {
          ...(url !== undefined && { url }),
          ...(wanted !== undefined && { events: wanted }),
          ...(description !== undefined && { description }),
          ...(enabled === true && { status: 'active', reason: null, failingSince: null }),
          ...(enabled === false && { status: 'disabled', reason: 'Disabled by hand' }),
        }),
      )
    },
    async remove(manager, id) {
      const endpoint = await find(manager, id)
      await database.transaction((transaction) => store.remove(transaction, endpoint.id))
      store.forget()
    },
    async rotate(manager, id, overlapHours = usualOverlapHours) {
      if (!(overlapHours >= 0 && overlapHours <= maxOverlapHours)) {
        throw invalid('overlapHours', `must be a number from 0 to ${maxOverlapHours}`)
      }
      const endpoint = await find(manager, id)
      const { secret, kept } = newSecret()
      const until = new Date(now().getTime() + overlapHours * 3_600_000).toISOString()
      const earlier = endpoint.secrets
        .filter((one) => one.until === null || Date.parse(one.until) > now().getTime())
        .map((one) => ({ text: one.text, until: earlierOf(one.until, until) }))
      const changed = await change(endpoint, { secrets: [kept, ...earlier] })
      return { ...view(changed), secret }
    },
    async deliveries(manager, id, page) {
      const endpoint = await find(manager, id)
      return loggedTries(database, endpoint.id, page)
    },
    async resend(manager, id, message) {
      const endpoint = await find(manager, id)
      const count = await sendAgain(services, endpoint, { message })
      if (count === 0) throw notFound('message', message)
    },
    async replay(manager, id, replay) {
      return sendAgain(services, await find(manager, id), replay)
    },
  }
}

/** Others would have sent to themselves what only the maker may read. The command line may do all. */
function checkMaker(owners: Owners, manager: Manager, endpoint: Endpoint): void {
  if (manager.tenant === undefined || owners.isOwner(endpoint, manager.id)) return
  const message =
    'It is sent what its maker may read, so nobody else changes where that goes: make an endpoint of your own'
  throw new AppError('forbidden', { message })
}

function view({ secrets: _secrets, owner: _owner, ...shown }: Endpoint): EndpointView {
  return shown
}

function earlierOf(left: string | null, right: string): string {
  return left !== null && left < right ? left : right
}

function missing(path: string): AppError {
  return invalid(path, 'is needed')
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid', {
    message: `${path} ${message}`,
    errors: [{ path, code: 'invalid', message }],
  })
}
