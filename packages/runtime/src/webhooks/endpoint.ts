/** What `cambium.config.ts` says of webhooks. */
export interface WebhooksDefinition {
  /** The roles that see and change endpoints. */
  readonly manage: readonly string[]
}

/** A secret as it is kept. */
export interface KeptSecret {
  /** Encrypted where the application has an `ENCRYPTION_KEY`. */
  readonly text: string
  /** Until when it is signed with beside the newest; null for the newest. */
  readonly until: string | null
}

/** An address of somebody else that is told of events. */
export interface Endpoint {
  readonly id: string
  /** The tenant whose events it is told of; null in an application without tenants, and for those of nobody's. */
  readonly tenant: string | null
  /** Who made it: it is told what this caller with these roles may read. */
  readonly owner: string | null
  readonly roles: readonly string[]
  readonly url: string
  readonly description: string | null
  /** Names of declared events, or `*` alone. */
  readonly events: readonly string[]
  /** The newest first. */
  readonly secrets: readonly KeptSecret[]
  readonly status: 'active' | 'disabled'
  /** Why it was disabled. */
  readonly reason: string | null
  /** Since when nothing got through. */
  readonly failingSince: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a message of kind `webhook` holds: what is sent, ready and readable for its endpoint. */
export interface WebhookBody {
  /** The id of the event, the same for all endpoints and for what is sent again. */
  readonly message: string
  readonly event: string
  readonly at: string
  /** `Order:42`; null for an event of no record. */
  readonly of: string | null
  readonly data: unknown
}

/** The kind and lane of an endpoint's messages. */
export function laneOf(endpoint: string): string {
  return `webhook:${endpoint}`
}
