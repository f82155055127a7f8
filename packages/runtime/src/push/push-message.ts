/** What a device is to show. */
export interface PushMessage {
  readonly title: string
  readonly body: string
  /** What is opened when it is touched: an address, or a path of the application. */
  readonly url?: string | undefined
  /** For the program on the device, not shown. */
  readonly data?: { readonly [name: string]: string } | undefined
  /** The number on the icon; iOS only. */
  readonly badge?: number | undefined
  /** A newer message of the same topic takes the place of an older one: up to 32 letters, digits, `-` and `_`. */
  readonly topic?: string | undefined
  /** How long a device that is off may get it later, in seconds; a day unless told, 0 for now or never. */
  readonly ttlSeconds?: number | undefined
  /** `high` wakes a device that sleeps; `normal` unless told. */
  readonly urgency?: 'normal' | 'high' | undefined
}

/** The ways a message gets to a device. */
export type PushWay = 'web' | 'fcm' | 'apns'

/** A device as a message is sent to it. */
export interface PushTarget {
  readonly way: PushWay
  /** The address of a browser's push service, or the token of the app on the device. */
  readonly token: string
  /** What a browser's messages are encrypted for. */
  readonly keys?: { readonly p256dh: string; readonly auth: string } | undefined
}

/** What became of one message to one device. */
export type PushOutcome =
  | { readonly is: 'sent' }
  /** The device is not there any more: forget it. */
  | { readonly is: 'gone'; readonly reason: string }
  /** It will not be taken, however often it is sent. */
  | { readonly is: 'refused'; readonly reason: string }
  /** Another time it may be. */
  | { readonly is: 'later'; readonly reason: string; readonly afterMs?: number | undefined }

/** Sends one message to one device. Rejects when nobody answered, which is worth another try. */
export interface PushCarrier {
  send(
    target: PushTarget,
    message: PushMessage,
    options: { readonly id: string; readonly signal?: AbortSignal | undefined },
  ): Promise<PushOutcome>
  close(): Promise<void>
}
