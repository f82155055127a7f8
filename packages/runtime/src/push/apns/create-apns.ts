import { type Outbound, retryAfterOf } from '../../outbound/index.ts'
import { outcomeOf } from '../outcome-of.ts'
import {
  type PushCarrier,
  type PushMessage,
  type PushOutcome,
  usualTtlSeconds,
} from '../push-message.ts'
import { type ApnsAnswer, createApnsLine } from './apns-line.ts'
import { type ApnsSettings, createApnsToken } from './apns-token.ts'

export interface ApnsOptions {
  readonly outbound: Outbound
  readonly settings: ApnsSettings
  /** Where the service is; Apple's unless told. */
  readonly origin?: string
  readonly now?: () => number
}

const origins = {
  production: 'https://api.push.apple.com',
  sandbox: 'https://api.sandbox.push.apple.com',
}
const maxBytes = 4_096

/** Reasons that are about the device and stay so. */
const goneReasons = new Set(['BadDeviceToken', 'Unregistered', 'ExpiredToken'])

/** Sends to apps on Apple's systems by the Apple Push Notification service: HTTP/2, one connection. */
export function createApns(options: ApnsOptions): PushCarrier {
  const { outbound, settings, now = Date.now } = options
  const origin = options.origin ?? origins[settings.sandbox ? 'sandbox' : 'production']
  const line = createApnsLine(outbound, origin)
  const token = createApnsToken(settings, now)

  return {
    async send(target, message, { id, signal }) {
      const body = JSON.stringify(contentOf(message))
      if (Buffer.byteLength(body) > maxBytes) {
        return { is: 'refused', reason: `The message is larger than ${maxBytes} bytes` }
      }
      const post = async (): Promise<ApnsAnswer> =>
        line.post(
          {
            ...headersOf(message, now()),
            ':path': `/3/device/${encodeURIComponent(target.token)}`,
            authorization: `bearer ${await token.get()}`,
            'apns-topic': settings.topic,
            'apns-id': id,
          },
          body,
          signal,
        )
      let answer = await post()
      if (answer.status === 403 && reasonIn(answer.body) === 'ExpiredProviderToken') {
        token.forget()
        answer = await post()
      }
      return outcome(answer)
    },
    close: () => line.close(),
  }
}

function headersOf(
  { ttlSeconds = usualTtlSeconds, urgency = 'normal', tag }: PushMessage,
  nowMs: number,
): { [name: string]: string } {
  const until = ttlSeconds === 0 ? 0 : Math.floor(nowMs / 1_000) + ttlSeconds
  return {
    ':method': 'POST',
    'content-type': 'application/json',
    'apns-push-type': 'alert',
    'apns-priority': urgency === 'high' ? '10' : '5',
    'apns-expiration': String(until),
    ...(tag !== undefined && { 'apns-collapse-id': tag }),
  }
}

function contentOf({ title, body, url, data, badge }: PushMessage): object {
  return {
    ...data,
    ...(url !== undefined && { url }),
    aps: { alert: { title, body }, sound: 'default', ...(badge !== undefined && { badge }) },
  }
}

function outcome({ status, body, retryAfter }: ApnsAnswer): PushOutcome {
  const said = reasonIn(body)
  const reason = `APNs answered ${status}${said === '' ? '' : ` ${said}`}`
  if (status === 410 || goneReasons.has(said)) return { is: 'gone', reason }
  // A path that is wrong is no reason to forget devices.
  if (status === 404) return { is: 'refused', reason }
  return outcomeOf(status, reason, retryAfterOf({ 'retry-after': retryAfter }))
}

function reasonIn(body: string): string {
  try {
    return String((JSON.parse(body) as { reason?: unknown }).reason ?? '').slice(0, 60)
  } catch {
    return ''
  }
}
