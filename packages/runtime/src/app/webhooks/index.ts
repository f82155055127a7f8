export { parseWebhooks, type WebhooksCommand } from './parse-webhooks.ts'
export { runWebhooks } from './run-webhooks.ts'
