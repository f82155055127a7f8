import { type Outbound, retryAfterOf } from '../outbound/index.ts'
import { outcomeOf } from './outcome-of.ts'
import {
  type PushCarrier,
  type PushMessage,
  type PushTarget,
  usualTtlSeconds,
} from './push-message.ts'

/** What browsers' push services know the application by (RFC 8292). */
export interface VapidSettings {
  readonly publicKey: string
  readonly privateKey: string
  /** Whom a push service turns to: `mailto:` or an address. */
  readonly subject: string
}

/** What fits into the one record of RFC 8188 that push services take. */
const maxBytes = 3_993

/** Sends to browsers: encrypted for the browser (RFC 8291), to whatever address it gave, which must be public. */
export function createWebPush({
  outbound,
  vapid,
}: {
  outbound: Outbound
  vapid: VapidSettings
}): PushCarrier {
  return {
    async send(target, message, { signal }) {
      const payload = JSON.stringify(shown(message))
      if (Buffer.byteLength(payload) > maxBytes) {
        return { is: 'refused', reason: `The message is larger than ${maxBytes} bytes` }
      }
      const request = await requestTo(target, { message, payload, vapid })
      const answer = await outbound.send({ ...request, signal })
      return outcomeOf(
        answer.status,
        `The push service answered ${answer.status}`,
        retryAfterOf(answer.headers),
      )
    },
    close: async () => undefined,
  }
}

function shown({ title, body, url, data }: PushMessage): object {
  return { title, body, url, data }
}

async function requestTo(
  { token, keys }: PushTarget,
  { message, payload, vapid }: { message: PushMessage; payload: string; vapid: VapidSettings },
): Promise<{ url: string; method: 'POST'; headers: { [name: string]: string }; body: Uint8Array }> {
  if (keys === undefined) throw new Error('A browser without keys cannot be written to')
  const { default: library } = await import('web-push')
  const { ttlSeconds = usualTtlSeconds, urgency = 'normal', tag } = message
  const details = library.generateRequestDetails({ endpoint: token, keys }, payload, {
    vapidDetails: { ...vapid },
    TTL: ttlSeconds,
    urgency,
    ...(tag !== undefined && { topic: tag }),
  })
  const headers = Object.entries(details.headers)
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return {
    url: token,
    method: 'POST',
    headers: Object.fromEntries(headers),
    body: details.body as Uint8Array,
  }
}

/** A new pair of VAPID keys, as the settings hold them. */
export async function createVapidKeys(): Promise<{ publicKey: string; privateKey: string }> {
  const { default: library } = await import('web-push')
  return library.generateVAPIDKeys()
}
