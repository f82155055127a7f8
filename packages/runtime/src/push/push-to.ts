import type { Message } from '../queue/index.ts'
import type { PushMessage } from './push-message.ts'

/** What a row of the queue of kind `push` holds: for everybody's devices, then for one device. */
export interface PushPayload {
  readonly user: string
  /** The one it is for; without it, all devices of the user. */
  readonly device?: string
  readonly message: PushMessage
}

/** What the queue is handed for `push(to, message)` in a hook: a message to all devices of a user. */
export function pushTo(user: string | number, message: PushMessage): Message {
  const payload: PushPayload = { user: String(user), message }
  return { kind: 'push', name: 'user', payload }
}
