import { type DestinationStream, type LoggerOptions as PinoOptions, pino } from 'pino'

/** How the runtime and hooks write to the log: one JSON line each, facts first, then a sentence. */
export interface Logger {
  debug: LogMethod
  info: LogMethod
  warn: LogMethod
  error: LogMethod
  fatal: LogMethod
  trace: LogMethod
  /** A logger that adds the same facts to each line. */
  child(facts: { [name: string]: unknown }): Logger
  readonly level: string
  silent: LogMethod
}

/** A sentence; or facts and a sentence. An error goes in the facts as `err`. */
export interface LogMethod {
  (facts: object, message?: string): void
  (message: string): void
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export interface LoggerOptions {
  readonly level: LogLevel
  /** Further names whose values never reach the log, wherever they stand up to three levels deep. */
  readonly redact?: readonly string[]
  /** Where lines go; standard output by default. */
  readonly destination?: { write(line: string): void }
}

const secretNames = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'AUTH_SECRET',
  'ENCRYPTION_KEY',
  'DATABASE_URL',
]

/** Makes the log of the process: pino's JSON lines, with the values of secrets taken out. */
export function createLogger(options: LoggerOptions): Logger {
  const settings: PinoOptions = {
    level: options.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: pathsOf([...secretNames, ...(options.redact ?? [])]),
      censor: '[redacted]',
    },
  }
  return pino(settings, options.destination ?? standardOutput())
}

const maxHeldBytes = 4096
const maxHeldMs = 100

/** Lines go out together, a tenth of a second late at most, and all of them before the process ends. */
function standardOutput(): DestinationStream {
  return pino.destination({
    dest: 1,
    sync: false,
    minLength: maxHeldBytes,
    periodicFlush: maxHeldMs,
  })
}

/** A logger that writes nothing: for tests and tools. */
export const silentLogger: Logger = createLogger({ level: 'silent' })

function pathsOf(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const key = `[${JSON.stringify(name)}]`
    return [key, `*${key}`, `*.*${key}`, `*.*.*${key}`]
  })
}
