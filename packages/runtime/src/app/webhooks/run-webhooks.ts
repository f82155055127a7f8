import process from 'node:process'
import { AppError, StartupError } from '../../errors/index.ts'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { Services } from '../../operation/index.ts'
import type { Manager, Webhooks } from '../../webhooks/index.ts'
import type { App } from '../app.ts'
import { createServices } from '../create-services.ts'
import { openDeliveries } from '../deliver/index.ts'
import type { Serving } from '../serve.ts'
import type { NewEndpoint, WebhooksCommand } from './parse-webhooks.ts'
import { deliveryLines, endpointLines, listLines } from './tell-webhooks.ts'

/** Manages endpoints at the command line. Throws a `StartupError` for what somebody can mend. */
export async function runWebhooks(
  app: App,
  serving: Serving,
  command: WebhooksCommand,
): Promise<void> {
  const { config, database, log } = serving
  await assertSchemaCurrent(database, app.storageHash)
  const deliveries = await openDeliveries(app, { config, log, mail: undefined })
  const services = createServices(app, serving)
  const webhooks = deliveries?.servedFor(services).webhooks?.webhooks
  if (webhooks === undefined) {
    throw new StartupError('This application has no webhooks', {
      hint: "Let it have some in cambium.config.ts: webhooks: { manage: ['admin'] }",
    })
  }
  try {
    const { facts, lines } = await answerOf(webhooks, managerOf(app, command), command)
    print(command.json, facts, lines)
  } catch (error) {
    if (error instanceof AppError) throw new StartupError(error.message, { cause: error })
    throw error
  } finally {
    await closeAll(services, deliveries)
  }
}

async function closeAll(
  services: Services,
  deliveries: Awaited<ReturnType<typeof openDeliveries>>,
): Promise<void> {
  await services.files?.close()
  await deliveries?.close()
}

/** Whoever may use the command line may give every role, and sees the endpoints of all tenants. */
function managerOf({ roles }: App, command: WebhooksCommand): Manager {
  const { as = null, tenant } = command.action === 'add' ? command.input : ({} as NewEndpoint)
  return { id: as, roles, tenant }
}

interface Answer {
  readonly facts: object
  readonly lines: readonly string[]
}

async function answerOf(
  webhooks: Webhooks,
  manager: Manager,
  command: WebhooksCommand,
): Promise<Answer> {
  switch (command.action) {
    case 'list': {
      const endpoints = await webhooks.list(manager)
      return { facts: { webhooks: endpoints }, lines: listLines(endpoints) }
    }
    case 'add': {
      const { url, events, roles, description } = command.input
      const input = { url, events, roles, ...(description !== undefined && { description }) }
      const made = await webhooks.create(manager, input)
      return { facts: { webhook: made }, lines: endpointLines(made) }
    }
    case 'rotate': {
      const made = await webhooks.rotate(manager, command.id, command.overlapHours)
      return { facts: { webhook: made }, lines: endpointLines(made) }
    }
    case 'deliveries': {
      const tries = await webhooks.deliveries(manager, command.id, { limit: 50 })
      return { facts: { deliveries: tries }, lines: deliveryLines(tries) }
    }
    case 'enable':
    case 'disable': {
      const enabled = command.action === 'enable'
      const changed = await webhooks.update(manager, command.id, { enabled })
      return { facts: { webhook: changed }, lines: [`${changed.id} is ${changed.status}`] }
    }
    case 'remove':
      await webhooks.remove(manager, command.id)
      return { facts: { removed: command.id }, lines: [`${command.id} is gone`] }
    case 'resend':
      await webhooks.resend(manager, command.id, command.message)
      return { facts: { count: 1 }, lines: [`${command.message} is sent again`] }
    case 'replay': {
      const count = await webhooks.replay(manager, command.id, command)
      return { facts: { count }, lines: [`${count} messages are sent again`] }
    }
  }
}

function print(asJson: boolean, facts: object, lines: readonly string[]): void {
  process.stdout.write(`${asJson ? JSON.stringify(facts) : lines.join('\n')}\n`)
}
