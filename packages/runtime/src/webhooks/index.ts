export { keptDays, type LoggedTry } from './delivery-log.ts'
export type { Endpoint, WebhooksDefinition } from './endpoint.ts'
export { createEndpointStore, type EndpointStore } from './endpoint-store.ts'
export {
  createWebhooks,
  type EndpointView,
  type EndpointWithSecret,
  type Manager,
  type Webhooks,
} from './manage-webhooks.ts'
export { createOwners, type OwnerAccounts, type Owners } from './owners.ts'
export { createSecretBox, type SecretBox } from './secret-box.ts'
export type { ReplayOptions } from './send-again.ts'
export { createSubscribers } from './subscribers.ts'
export { createWebhookKind, type WebhookKindOptions } from './webhook-kind.ts'
