/** What a message is: who handles it. */
export type MessageKind = 'job' | 'event' | 'handler' | 'webhook' | 'mail' | 'push' | 'workflow'

/** Work that outlives the request, written in the transaction that asks for it and run once that is committed. */
export interface Message {
  /** Given before it is written where somebody wants to know it; a new one unless told. */
  readonly id?: string | undefined
  readonly kind: MessageKind
  /** The job, event, template or endpoint. */
  readonly name: string
  /**
   * What shares limits and is held up together: the kind alone, or with a part of its own behind a colon
   * (`job:printSales`). The kind unless told.
   */
  readonly lane?: string | undefined
  /** Of one key only the oldest message runs, and one that waits for its next try holds back the rest. */
  readonly orderKey?: string | undefined
  /** While a message with this key waits, another one is not written: it is the first one that counts. */
  readonly uniqueKey?: string | undefined
  /** The higher one goes first within a lane; 0 unless told. */
  readonly priority?: number | undefined
  /** Whatever JSON can hold, in the clear: values of encrypted fields do not belong here. */
  readonly payload: unknown
  /** Not before this instant, ISO 8601. */
  readonly runAt?: string | undefined
  /** How often it is tried before it is parked; 8 for jobs and workflows and 20 for the rest, unless told. */
  readonly maxAttempts?: number | undefined
  /** How long it is kept with its result when it is done; not at all unless told. */
  readonly keepHours?: number | undefined
}

/** The call that asked for a message: what logs show and handlers go by. */
export interface Origin {
  readonly requestId: string | null
  readonly callerId: string | null
  readonly tenant: string | null
}

/** The origin of what nobody asked for: a schedule, a program. */
export const noOrigin: Origin = { requestId: null, callerId: null, tenant: null }

/** Where a message is: ready, later, held back by an older one of its key, at work; or at one of its ends. */
export type MessageStatus =
  | 'waiting'
  | 'delayed'
  | 'behind'
  | 'running'
  | 'parked'
  | 'cancelled'
  | 'done'
