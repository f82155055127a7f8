export { carryBySmtp } from './carry-by-smtp.ts'
export { escapeHtml, html } from './html.ts'
export { createInbox, type Inbox, type KeptMail } from './inbox.ts'
export type {
  CodeMail,
  DataOf,
  InvitationMail,
  LinkMail,
  Mail,
  MailContent,
  MailTemplate,
  MailValues,
} from './mail-template.ts'
export { type Carrier, carryToInbox, createMailer, type Mailer } from './mailer.ts'
