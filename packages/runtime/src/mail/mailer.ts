import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from '../log/index.ts'
import type { Inbox } from './inbox.ts'
import type { Mail } from './mail-template.ts'

/** Sends mail behind the back of whoever asked for it, so that no answer takes longer for some than for others. */
export interface Mailer {
  /** Takes the mail on. It is tried three times; one that cannot be sent is logged, with its subject and no address. */
  send(mail: Mail): void
  /** Waits, up to ten seconds, for what is on its way. */
  close(): Promise<void>
}

/** What carries one mail; rejects when it could not. */
export type Carrier = (mail: Mail) => Promise<void>

export interface MailerOptions {
  readonly carry: Carrier
  readonly log: Logger
  /** How long to wait before each further try, in milliseconds. */
  readonly retryAfterMs?: readonly number[]
}

const maxWaiting = 1_000
const concurrency = 4
const patienceMs = 10_000

/** A mailer. What more than a thousand mails are waiting for is dropped and logged: it is an attack, or a dead server. */
export function createMailer({
  carry,
  log,
  retryAfterMs = [1_000, 10_000],
}: MailerOptions): Mailer {
  const waiting: Mail[] = []
  const working = new Set<Promise<void>>()
  const closing = new AbortController()

  /** Ends at once while the mailer closes: what was to be tried later is tried now. */
  async function pause(delayMs: number): Promise<void> {
    const { signal } = closing
    await wait(delayMs, undefined, { ref: false, signal }).catch(() => undefined)
  }

  async function deliver(mail: Mail): Promise<void> {
    for (const delayMs of [0, ...retryAfterMs]) {
      if (delayMs > 0) await pause(delayMs)
      try {
        return await carry(mail)
      } catch (error) {
        log.warn({ err: error, subject: mail.subject }, 'a mail could not be sent')
      }
    }
    log.error({ subject: mail.subject }, 'a mail was given up')
  }

  function startNext(): void {
    const mail = working.size < concurrency ? waiting.shift() : undefined
    if (mail === undefined) return
    const work = deliver(mail).finally(() => {
      working.delete(work)
      startNext()
    })
    working.add(work)
  }

  return {
    send(mail) {
      if (waiting.length >= maxWaiting) {
        log.error({ subject: mail.subject }, 'too much mail is waiting: one was dropped')
        return
      }
      waiting.push(mail)
      startNext()
    },
    async close() {
      const emptied = async (): Promise<void> => {
        while (working.size > 0) await Promise.all(working)
      }
      closing.abort()
      const patience = new AbortController()
      // Holds the process, which has nothing else to do meanwhile and would end in the middle.
      const late = wait(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([emptied(), late])
      patience.abort()
    },
  }
}

/** Keeps mail in an inbox and tells of it, instead of sending it. */
export function carryToInbox(inbox: Inbox, tell: (mail: Mail) => void = () => {}): Carrier {
  return async (mail) => {
    inbox.keep(mail)
    tell(mail)
  }
}
