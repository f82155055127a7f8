export type { WebhookEvent, WebhookFanOut } from './webhook-event.ts'
