export type {
  CreatedEvent,
  DeclaredEventName,
  DeletedEvent,
  Emit,
  EventName,
  EventPayload,
  UpdatedEvent,
} from './event-types.ts'
export {
  type EventHandler,
  type HandlerContext,
  type HandlerOptions,
  type Happening,
  on,
} from './on.ts'
