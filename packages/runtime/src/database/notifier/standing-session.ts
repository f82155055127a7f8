import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresSession } from '../postgres-client.ts'

/** A connection that is there from its first use until `close`, however often it breaks. */
export interface StandingSession {
  readonly isOpen: boolean
  /** Runs the work on it; opens it first where nobody did. */
  use(work: (session: PostgresSession) => Promise<unknown>): Promise<void>
  /** Sends a statement if it is open, and does not mind when that fails. */
  tell(text: string): Promise<void>
  close(): Promise<void>
}

export interface StandingSessionOptions {
  /** Runs on every connection before it counts as open. */
  prepare(session: PostgresSession): Promise<void>
  /** Called when it is open again after it was lost. */
  resumed(): void
}

const firstPauseMs = 100
const maxPauseMs = 2_000
/** A connection that is silent for ever looks like one that has nothing to say. */
const heartbeatMs = 15_000

/** Nothing is opened before the first use. */
export function createStandingSession(
  openSession: () => Promise<PostgresSession>,
  { prepare, resumed }: StandingSessionOptions,
): StandingSession {
  const ending = new AbortController()
  let current: PostgresSession | undefined
  let opening: Promise<PostgresSession> | undefined

  async function open(): Promise<PostgresSession> {
    const session = await openSession()
    try {
      await prepare(session)
      if (ending.signal.aborted) throw new Error('The notifier is closed')
    } catch (error) {
      await session.end()
      throw error
    }
    current = session
    session.onLost(() => {
      if (current === session) current = undefined
      if (!ending.signal.aborted) void reopen()
    })
    void watch(session)
    return session
  }

  function ensure(): Promise<PostgresSession> {
    if (current !== undefined) return Promise.resolve(current)
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }

  async function reopen(): Promise<void> {
    for (let pauseMs = firstPauseMs; !ending.signal.aborted; ) {
      try {
        await ensure()
        resumed()
        return
      } catch {
        await rest(pauseMs * (0.5 + Math.random() / 2))
        pauseMs = Math.min(maxPauseMs, pauseMs * 2)
      }
    }
  }

  async function watch(session: PostgresSession): Promise<void> {
    for (;;) {
      await rest(heartbeatMs)
      if (ending.signal.aborted || current !== session) return
      try {
        await session.query('select 1', { limited: true })
      } catch {
        await session.end()
        return
      }
    }
  }

  async function rest(ms: number): Promise<void> {
    await wait(ms, undefined, { ref: false, signal: ending.signal }).catch(() => undefined)
  }

  return {
    get isOpen() {
      return current !== undefined
    },
    async use(work) {
      await work(await ensure())
    },
    async tell(text) {
      await current?.query(text, { limited: true }).catch(() => undefined)
    },
    async close() {
      ending.abort()
      await opening?.catch(() => undefined)
      await current?.end()
    },
  }
}
