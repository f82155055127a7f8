import type { Mail } from './mail-template.ts'

/** A mail that was kept instead of being sent. */
export interface KeptMail extends Mail {
  readonly at: string
}

/** Where mail goes in development and in tests. */
export interface Inbox {
  /** The newest first. */
  readonly mails: readonly KeptMail[]
  keep(mail: Mail): void
}

const maxKept = 200

/** An inbox that forgets the oldest mail when it holds 200. */
export function createInbox(): Inbox {
  let mails: KeptMail[] = []
  return {
    get mails() {
      return mails
    },
    keep(mail) {
      mails = [{ ...mail, at: new Date().toISOString() }, ...mails].slice(0, maxKept)
    },
  }
}
