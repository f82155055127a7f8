export { type Cancelled, cancelMessage, idsOf, replayMessage, retryMessage } from './decide.ts'
export {
  countMessages,
  findMessage,
  listMessages,
  type MessageCount,
  type MessageFilter,
} from './read-messages.ts'
