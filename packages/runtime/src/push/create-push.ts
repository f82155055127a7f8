import type { Outbound } from '../outbound/index.ts'
import { type ApnsSettings, createApns } from './apns/index.ts'
import { createFcm } from './fcm.ts'
import type { GoogleAccount } from './google-token.ts'
import type { PushCarrier, PushWay } from './push-message.ts'
import { createWebPush, type VapidSettings } from './web-push.ts'

/** What the application is known by at those who carry its messages; each where it is set. */
export interface PushSettings {
  readonly vapid?: VapidSettings | undefined
  readonly fcm?: GoogleAccount | undefined
  readonly apns?: ApnsSettings | undefined
}

/** Everything that carries messages to devices, behind one interface. */
export interface Push extends PushCarrier {
  /** The ways that are set up. */
  readonly ways: readonly PushWay[]
  /** What a browser subscribes with. */
  readonly publicKey: string | undefined
}

/** Puts together what is set up. Nothing is loaded before the first message. */
export function createPush(outbound: Outbound, { vapid, fcm, apns }: PushSettings): Push {
  const carriers: { readonly [Way in PushWay]?: PushCarrier } = {
    ...(vapid && { web: createWebPush({ outbound, vapid }) }),
    ...(fcm && { fcm: createFcm({ outbound, account: fcm }) }),
    ...(apns && { apns: createApns({ outbound, settings: apns }) }),
  }
  return {
    ways: Object.keys(carriers) as PushWay[],
    publicKey: vapid?.publicKey,
    async send(target, message, options) {
      const carrier = carriers[target.way]
      if (carrier !== undefined) return carrier.send(target, message, options)
      return { is: 'refused', reason: `Messages by ${target.way} are not set up here` }
    },
    async close() {
      for (const carrier of Object.values(carriers)) await carrier.close()
    },
  }
}
