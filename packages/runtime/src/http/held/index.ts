export type { HeldAnswer } from './held-answer.ts'
export { type Handler, handlerOf, holdAnswer } from './hold-answer.ts'
export { sendHeld } from './send-held.ts'
