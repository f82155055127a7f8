export type {
  PushCarrier,
  PushMessage,
  PushOutcome,
  PushTarget,
  PushWay,
} from './push-message.ts'
export { type PushPayload, pushTo } from './push-to.ts'
