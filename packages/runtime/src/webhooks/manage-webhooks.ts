import { notFound } from '../errors/index.ts'
import { createEndpoint } from './create-endpoint.ts'
import { type LoggedTry, loggedTries } from './delivery-log.ts'
import {
  type EndpointView,
  type EndpointWithSecret,
  findEndpoint,
  type Management,
  type Manager,
  tenantOf,
  view,
  type WebhooksOptions,
} from './management.ts'
import { plainOwners } from './owners.ts'
import { type ReplayOptions, sendAgain } from './send-again.ts'
import { rotateSecret, updateEndpoint } from './update-endpoint.ts'

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

const usualOverlapHours = 24

/** What endpoints are managed with. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const management: Management = { owners: plainOwners, now: () => new Date(), ...options }
  const { services, store } = options
  const { database } = services
  const find = (manager: Manager, id: string) => findEndpoint(management, manager, id)
  return {
    async list(manager) {
      return (await store.list(database, tenantOf(management, manager))).map(view)
    },
    get: async (manager, id) => view(await find(manager, id)),
    create: (manager, input) => createEndpoint(management, manager, input),
    update: (manager, id, body) => updateEndpoint(management, manager, { id, body }),
    async remove(manager, id) {
      const endpoint = await find(manager, id)
      await database.transaction((transaction) => store.remove(transaction, endpoint.id))
      store.forget()
    },
    rotate: (manager, id, overlapHours = usualOverlapHours) =>
      rotateSecret(management, manager, { id, overlapHours }),
    async deliveries(manager, id, page) {
      const endpoint = await find(manager, id)
      return loggedTries(database, endpoint.id, page)
    },
    async resend(manager, id, message) {
      const endpoint = await find(manager, id)
      const count = await sendAgain(services, endpoint, { message })
      if (count === 0) throw notFound('message', message)
    },
    replay: async (manager, id, replay) => sendAgain(services, await find(manager, id), replay),
  }
}
