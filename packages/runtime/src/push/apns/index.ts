export type { ApnsSettings } from './apns-token.ts'
export { type ApnsOptions, createApns } from './create-apns.ts'
