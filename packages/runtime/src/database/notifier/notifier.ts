import type { Database } from '../database.ts'
import { createProcessNotifier } from './process-notifier.ts'
import { createServerNotifier } from './server-notifier.ts'

/** Who wants to know what is said on a channel. */
export interface Listener {
  receive(payload: string): void
  /** Called when the connection was lost and is back: what was said meanwhile is not known, so look for yourself. */
  resumed?(): void
}

/**
 * Short messages between everything that uses one database: all instances on PostgreSQL, this process on SQLite. They are
 * hints that there is something to look at: one that nobody listens to, or that is said while a connection is down, is
 * gone.
 */
export interface Notifier {
  /** Hears the channel from when this resolves until `stop` is called. */
  listen(channel: string, listener: Listener): Promise<{ stop(): Promise<void> }>
  /** Says something on the channel, up to 7,999 bytes. Call it after the commit of what it is about. */
  notify(channel: string, payload: string): Promise<void>
  /** Nothing is heard any more. Close it before its database. */
  close(): Promise<void>
}

/** Makes the notifier of a database. A server's has a connection of its own, opened when somebody listens. */
export function createNotifier(database: Database): Notifier {
  return database.openSession === undefined
    ? createProcessNotifier(database)
    : createServerNotifier(database, database.openSession)
}
