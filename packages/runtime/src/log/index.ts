export {
  createLogger,
  type Logger,
  type LoggerOptions,
  type LogLevel,
  type LogMethod,
  silentLogger,
} from './create-logger.ts'
export { createRawLines, type RawLines } from './raw-lines.ts'
