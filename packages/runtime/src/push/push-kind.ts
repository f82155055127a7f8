import type { Database } from '../database/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Delivery,
  insertMessages,
  type KindHandler,
  type Message,
  Park,
  RetryAfter,
} from '../queue/index.ts'
import { devicesOf, findDevice, removeDevice } from './devices.ts'
import type { PushCarrier, PushTarget } from './push-message.ts'
import type { PushPayload } from './push-to.ts'

export interface PushKindOptions {
  readonly database: Database
  readonly log: Logger
  readonly push: PushCarrier
  /** Says that something was written for the queue. */
  readonly wake?: () => void
}

const perInstance = 8
const longestWaitMs = 3_600_000

/**
 * Sends messages to devices: one for a user becomes one for each of their devices, in one transaction with its
 * completion, so that a device that cannot be reached holds up no other. A device that is gone is forgotten.
 */
export function createPushKind(options: PushKindOptions): KindHandler {
  return {
    kind: 'push',
    limits: () => ({ perInstance }),
    run(delivery) {
      const payload = delivery.payload as PushPayload
      if (payload.device === undefined) return spread(delivery, payload, options)
      return sendTo(payload.device, delivery, options)
    },
  }
}

async function spread(
  delivery: Delivery,
  payload: PushPayload,
  { wake }: PushKindOptions,
): Promise<void> {
  await delivery.complete(
    async (transaction) => {
      const devices = await devicesOf(transaction, payload.user)
      const messages = devices.map((device): Message => {
        const lane = `push:${device.way}`
        return { kind: 'push', name: device.way, lane, payload: { ...payload, device: device.id } }
      })
      if (messages.length > 0) await insertMessages(transaction, messages, delivery.origin)
    },
    { key: 'push' },
  )
  wake?.()
}

async function sendTo(id: string, delivery: Delivery, options: PushKindOptions): Promise<void> {
  const { database, push, log } = options
  const { message, user } = delivery.payload as PushPayload
  const device = await findDevice(database, id)
  // Somebody else's by now: what was meant for one is not shown to another.
  if (device === undefined || device.owner !== user) return
  const target: PushTarget = {
    way: device.way,
    token: device.token,
    ...(device.keys && { keys: device.keys }),
  }
  const { id: messageId, signal } = delivery
  const outcome = await push.send(target, message, { id: messageId, signal })
  switch (outcome.is) {
    case 'sent':
      return
    case 'gone':
      log.info({ device: id, reason: outcome.reason }, 'a device is gone and was forgotten')
      await removeDevice(database, { id })
      return
    case 'refused':
      throw new Park(outcome.reason)
    case 'later':
      if (outcome.afterMs === undefined) throw new Error(outcome.reason)
      throw new RetryAfter(
        Math.min(Math.max(outcome.afterMs, 1_000), longestWaitMs),
        outcome.reason,
      )
  }
}
