export {
  createLogger,
  type Logger,
  type LoggerOptions,
  type LogLevel,
  type LogMethod,
  silentLogger,
} from './create-logger.ts'
export { withoutRedaction } from './without-redaction.ts'
