export type { ApnsSettings } from './apns/index.ts'
export { createPush, type Push, type PushSettings } from './create-push.ts'
export { type Device, devicesOf, registerDevice, removeDevice } from './devices.ts'
export type { GoogleAccount } from './google-token.ts'
export { createPushKind, type PushKindOptions } from './push-kind.ts'
export type {
  PushCarrier,
  PushMessage,
  PushOutcome,
  PushTarget,
  PushWay,
} from './push-message.ts'
export { type PushPayload, pushTo } from './push-to.ts'
export { readDevice } from './read-device.ts'
export { createVapidKeys, type VapidSettings } from './web-push.ts'
