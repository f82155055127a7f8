import process from 'node:process'
import type { Config } from '../../config/index.ts'
import { StartupError } from '../../errors/index.ts'
import type { ServedInbox } from '../../http/index.ts'
import {
  type Carrier,
  carryBySmtp,
  carryToInbox,
  createInbox,
  type Mail,
} from '../../mail/index.ts'
import type { App } from '../app.ts'

/** How the mail of a process leaves. */
export interface OpenMail {
  readonly carry: Carrier
  readonly from: string | undefined
  /** Where it stays in development, and what is looked at with it. */
  readonly inbox: ServedInbox | undefined
}

/** What sends mail in an application: its accounts, and code with templates of its own. */
export function sendsMail({ accounts, mails }: App): boolean {
  return accounts !== undefined || Object.keys(mails ?? {}).length > 0
}

/**
 * Opens the way of mail: to the server that is set, in development to an inbox without one. Undefined where nothing
 * sends any. Throws a `StartupError` for what is not set in production.
 */
export function openMail(app: App, { mail, production }: Config): OpenMail | undefined {
  if (!sendsMail(app)) return undefined
  const { smtpUrl: url, from } = mail
  if (url !== undefined) {
    return { carry: carryBySmtp({ url, from: from ?? '' }), from, inbox: undefined }
  }
  if (production) {
    const who = app.accounts === undefined ? 'the application sends mail' : 'accounts send mail'
    throw new StartupError(`SMTP_URL is needed: ${who}`, {
      hint: 'Set it to smtps://user:password@smtp.example.com, and MAIL_FROM to whom it is from.',
    })
  }
  const inbox = createInbox()
  const templates = { ...app.accounts?.mails, ...app.mails } as ServedInbox['templates']
  const served = { inbox, templates, app: app.name }
  return { carry: carryToInbox(inbox, tellOf), from, inbox: served }
}

/** What a person at a terminal needs of a mail: whom it is for, what it is, and where it leads. */
function tellOf({ to, subject, text }: Mail): void {
  const link = /https?:\/\/\S+/.exec(text)?.[0]
  process.stdout.write(`Mail to ${to}: ${subject}\n${link === undefined ? '' : `  ${link}\n`}`)
}
