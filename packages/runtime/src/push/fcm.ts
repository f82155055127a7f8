import { type Outbound, type OutboundAnswer, retryAfterOf } from '../outbound/index.ts'
import { createGoogleToken, type GoogleAccount } from './google-token.ts'
import { outcomeOf } from './outcome-of.ts'
import {
  type PushCarrier,
  type PushMessage,
  type PushOutcome,
  usualTtlSeconds,
} from './push-message.ts'

export interface FcmOptions {
  readonly outbound: Outbound
  readonly account: GoogleAccount
  /** Where the service is; Google's unless told. */
  readonly origin?: string
  readonly now?: () => number
}

/** Sends to apps on Android, iOS and the web by Firebase Cloud Messaging, HTTP v1. */
export function createFcm(options: FcmOptions): PushCarrier {
  const { outbound, account, origin = 'https://fcm.googleapis.com', now = Date.now } = options
  const tokens = createGoogleToken({ outbound, account, now })
  const url = `${origin}/v1/projects/${encodeURIComponent(account.project_id)}/messages:send`

  async function post(body: string, signal: AbortSignal | undefined): Promise<OutboundAnswer> {
    const authorization = `Bearer ${await tokens.get()}`
    const headers = { authorization, 'content-type': 'application/json' }
    return outbound.send({ url, method: 'POST', headers, body, signal })
  }

  return {
    async send({ token }, message, { signal }) {
      const body = JSON.stringify({ message: { token, ...contentOf(message) } })
      let answer = await post(body, signal)
      if (answer.status === 401) {
        // Withdrawn before its time: once with a new one.
        tokens.forget()
        answer = await post(body, signal)
      }
      return outcome(answer, now())
    },
    close: async () => undefined,
  }
}

function contentOf(message: PushMessage): object {
  const { title, body, url, data, tag, badge } = message
  const { ttlSeconds = usualTtlSeconds, urgency = 'normal' } = message
  return {
    notification: { title, body },
    data: { ...data, ...(url !== undefined && { url }) },
    android: {
      priority: urgency === 'high' ? 'HIGH' : 'NORMAL',
      ttl: `${ttlSeconds}s`,
      ...(tag !== undefined && { collapse_key: tag }),
    },
    ...(badge !== undefined && { apns: { payload: { aps: { badge } } } }),
  }
}

function outcome(answer: OutboundAnswer, nowMs: number): PushOutcome {
  const { code, status } = errorIn(answer.body)
  const reason = `FCM answered ${answer.status}${status === '' ? '' : ` ${status}`}`
  if (code === 'UNREGISTERED') return { is: 'gone', reason: `${reason}: UNREGISTERED` }
  // A project or an address that is wrong says 404 too, and is no reason to forget devices.
  if (answer.status === 404 || answer.status === 401) return { is: 'refused', reason }
  return outcomeOf(answer.status, reason, retryAfterOf(answer.headers, nowMs))
}

interface FcmError {
  readonly error?: {
    readonly status?: unknown
    readonly details?: readonly { readonly errorCode?: unknown }[]
  }
}

function errorIn(body: Buffer): { code: string; status: string } {
  try {
    const { error } = JSON.parse(body.toString()) as FcmError
    const code = error?.details?.find(({ errorCode }) => errorCode !== undefined)?.errorCode
    return { code: String(code ?? ''), status: String(error?.status ?? '').slice(0, 60) }
  } catch {
    return { code: '', status: '' }
  }
}
