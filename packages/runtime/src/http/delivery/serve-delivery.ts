import type { FastifyInstance } from 'fastify'
import { type ServedDevices, serveDevices } from './serve-devices.ts'
import { type ServedWebhooks, serveWebhooks } from './serve-webhooks.ts'

/** What of an application goes out, as far as it is managed over HTTP. */
export interface ServedDelivery {
  readonly webhooks?: ServedWebhooks | undefined
  readonly devices?: ServedDevices | undefined
}

/** Serves the management of what goes out, each where the application has it. */
export function serveDelivery(
  server: FastifyInstance,
  { webhooks, devices }: ServedDelivery,
): void {
  if (webhooks) serveWebhooks(server, webhooks)
  if (devices) serveDevices(server, devices)
}
