/** What appears on somebody's devices. */
export interface PushMessage {
  readonly title: string
  readonly body?: string | undefined
  /** Where a tap leads. */
  readonly url?: string | undefined
  /** What the application on the device is told beside that. */
  readonly data?: { readonly [name: string]: string } | undefined
  /** The number on the icon; on Apple's systems only. */
  readonly badge?: number | undefined
  /** A newer message with the same tag takes the place of one that was not read: up to 32 letters, digits, `-` and `_`. */
  readonly tag?: string | undefined
  /** For how long it is worth delivering; four weeks unless told, 0 for now or never. */
  readonly ttlSeconds?: number | undefined
  /** `high` wakes a device that sleeps; `normal` unless told. */
  readonly urgency?: 'normal' | 'high' | undefined
}

/** How long a message is worth delivering where it does not say: four weeks, the most that services take. */
export const usualTtlSeconds = 2_419_200

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
