import type { Logger } from '../log/index.ts'
import { type KindHandler, Park } from '../queue/index.ts'
import type { MailOrder } from './mail-office.ts'
import type { MailContent, MailTemplates, MailValues } from './mail-template.ts'
import type { Carrier } from './mailer.ts'

export interface MailKindOptions {
  /** The name of the application. */
  readonly app: string
  readonly templates: MailTemplates
  readonly carry: Carrier
  /** Whom mail is from: its domain is that of the ids. */
  readonly from: string | undefined
  readonly log: Logger
}

const perInstance = 4

/**
 * Writes mail from its template when it is sent, and hands it to the carrier. A mail that is sent again, because the
 * process ended right after the server took it, has the same Message-ID.
 */
export function createMailKind({ app, templates, carry, from, log }: MailKindOptions): KindHandler {
  const domain = /@([\w.-]+)>?\s*$/.exec(from ?? '')?.[1] ?? 'localhost'
  return {
    kind: 'mail',
    limits: () => ({ perInstance }),
    async run({ id, name, payload }) {
      const template = templates[name]
      if (template === undefined) throw new Park(`There is no mail "${name}" any more`)
      const { to, data } = payload as MailOrder
      const write = template as (values: MailValues & object) => MailContent | Promise<MailContent>
      const { subject, text, html } = await write({ ...(data as object), app, to })
      const messageId = `<${id}@${domain}>`
      try {
        await carry({ to, subject, text, html, messageId })
      } catch (error) {
        if (isFinal(error)) throw new Park(sentenceOf(error), { cause: error })
        throw error
      }
      log.debug({ messageId, mail: name }, 'a mail was sent')
    },
  }
}

/** The server said that it never will: 5xx, in the words of SMTP. */
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown }
  // A refused login is the application's to mend: the mail may still go then.
  return code !== 'EAUTH' && typeof responseCode === 'number' && responseCode >= 500
}

function sentenceOf(error: unknown): string {
  return `The mail server refused it: ${(error as { responseCode: number }).responseCode}`
}
