import { type DestinationStream, type Logger as PinoLogger, symbols } from 'pino'
import type { Logger } from './create-logger.ts'

/** Writes lines whose members are JSON text already, in order with all others of the log. */
export interface RawLines {
  /** Members as they stand in the line: `"status":200,"method":"GET"`. Leaves out what the log's level leaves out. */
  write(level: 'info' | 'warn', members: string, message: string): void
}

/**
 * The same log for lines that are many and always alike. Making one from facts, and looking for secrets in them, costs
 * as much as reading a record; so members must be of a kind that cannot hold a secret.
 */
export function createRawLines(log: Logger): RawLines {
  // Every logger is made by `createLogger`, so it is pino's.
  const logger = log as unknown as PinoLogger & { [symbols.streamSym]: DestinationStream }
  const destination = logger[symbols.streamSym]
  const written = { info: logger.isLevelEnabled('info'), warn: logger.isLevelEnabled('warn') }
  let atMs = 0
  let at = ''

  function now(): string {
    const ms = Date.now()
    if (ms !== atMs) {
      atMs = ms
      at = new Date(ms).toISOString()
    }
    return at
  }

  return {
    write(level, members, message) {
      if (!written[level]) return
      const rest = `${members},"msg":${JSON.stringify(message)}`
      destination.write(`{"level":"${level}","time":"${now()}",${rest}}\n`)
    },
  }
}
