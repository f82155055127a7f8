import { createRoleBook } from '../../access/index.ts'
import type { FurtherSubscribers } from '../../events/index.ts'
import { createMailKind, createMailOffice } from '../../mail/index.ts'
import type { Services } from '../../operation/index.ts'
import { createOutbound, type Outbound } from '../../outbound/index.ts'
import { createPush, createPushKind, pushTo } from '../../push/index.ts'
import type { KindHandler } from '../../queue/index.ts'
import {
  createEndpointStore,
  createOwners,
  createSecretBox,
  createSubscribers,
  createWebhookKind,
  createWebhooks,
  type Owners,
} from '../../webhooks/index.ts'
import type { App } from '../app.ts'
import type { Deliveries, DeliverOptions } from './deliveries.ts'

/** What goes out of an application that sends something. */
export function createDeliveries(app: App, options: DeliverOptions): Deliveries {
  const { config, mail, log } = options
  const outbound = createOutbound({ allow: config.outbound.allow })
  const push = createPush(outbound, config.push)
  const hooks = createHooks(app, outbound, config.encryptionKey)
  const { mails: templates = {} } = app
  const office = createMailOffice(templates)
  return {
    outgoing: {
      mail: (_context, order) => office.order(order),
      ...(app.push === true && { push: (_context, { to, message }) => pushTo(to, message) }),
    },
    hasSubscribers: app.webhooks !== undefined,
    subscribersFor: hooks.subscribersFor,
    kindsFor(services) {
      const { database } = services
      const wake = (): void => services.outgoing?.wake?.()
      const mailKind =
        mail &&
        createMailKind({ app: app.name, templates, carry: mail.carry, from: mail.from, log })
      return [
        ...(mailKind ? [mailKind] : []),
        ...(app.push === true ? [createPushKind({ database, log, push, wake })] : []),
        ...(app.webhooks ? [hooks.kindFor(services)] : []),
      ]
    },
    servedFor: (services) => ({
      ...(app.webhooks && {
        webhooks: { webhooks: hooks.manageFor(services), definition: app.webhooks },
      }),
      ...(app.push === true && { devices: { push, outbound, database: services.database } }),
    }),
    async close() {
      await push.close()
      outbound.close()
    },
  }
}

interface Hooks {
  subscribersFor(services: Services): FurtherSubscribers
  kindFor(services: Services): KindHandler
  manageFor(services: Services): ReturnType<typeof createWebhooks>
}

/** The parts of webhooks share one memory of the endpoints. */
function createHooks(app: App, outbound: Outbound, encryptionKey: string | undefined): Hooks {
  const store = createEndpointStore()
  const secrets = createSecretBox(encryptionKey)
  const declared = app.events ?? []
  const owners = ownersOf(app)
  return {
    subscribersFor: (services) => createSubscribers({ services, store, declared, owners }),
    kindFor: ({ database, log }) => createWebhookKind({ database, log, store, outbound, secrets }),
    manageFor: (services) =>
      createWebhooks({ services, store, outbound, secrets, declared, owners }),
  }
}

/** Whoever has an account has its rights and no others, also as the maker of an endpoint. */
function ownersOf({ registry, accounts, roles, roleSettings }: App): Owners {
  const hasTenants = registry.entities.some(({ resource }) => resource.tenant !== undefined)
  return createOwners(
    registry,
    accounts && {
      entity: accounts.entity,
      blocked: accounts.blocked,
      hasOrganisations: hasTenants && accounts.methods.includes('organisations'),
      book: createRoleBook(roles, roleSettings),
    },
  )
}
