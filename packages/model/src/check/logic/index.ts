export { resolveEvents } from './resolve-events.ts'
export { resolveLogic } from './resolve-logic.ts'
