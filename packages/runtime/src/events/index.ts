export { createEventBook, type EventBook, type EventBookOptions } from './event-book.ts'
export {
  createEventKind,
  createHandlerKind,
  type FurtherSubscribers,
  type ToldEvent,
} from './event-kinds.ts'
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
