import type { Config } from '../../config/index.ts'
import type { FurtherSubscribers } from '../../events/index.ts'
import type { ServedDelivery } from '../../http/index.ts'
import type { Logger } from '../../log/index.ts'
import type { Outgoing, Services } from '../../operation/index.ts'
import type { KindHandler } from '../../queue/index.ts'
import type { App } from '../app.ts'
import type { OpenMail } from './open-mail.ts'

/** What of an application goes out to others: mail, messages to devices, webhooks. */
export interface Deliveries {
  readonly outgoing: Pick<Outgoing, 'mail' | 'push'>
  /** Somebody outside may want to know of declared events. */
  readonly hasSubscribers: boolean
  subscribersFor(services: Services): FurtherSubscribers
  kindsFor(services: Services): readonly KindHandler[]
  /** What of it is managed over HTTP. */
  servedFor(services: Services): ServedDelivery
  close(): Promise<void>
}

export interface DeliverOptions {
  readonly config: Pick<Config, 'outbound' | 'push' | 'encryptionKey'>
  readonly log: Logger
  readonly mail: OpenMail | undefined
}

/** Puts together what goes out; undefined in an application that sends nothing, and then nothing of it is loaded. */
export async function openDeliveries(
  app: App,
  options: DeliverOptions,
): Promise<Deliveries | undefined> {
  const sends = Object.keys(app.mails ?? {}).length > 0 || app.push === true
  if (!sends && app.webhooks === undefined) return undefined
  const { createDeliveries } = await import('./create-deliveries.ts')
  return createDeliveries(app, options)
}
