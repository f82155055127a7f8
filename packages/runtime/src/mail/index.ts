export { carryBySmtp } from './carry-by-smtp.ts'
export { escapeHtml, html } from './html.ts'
export { createInbox, type Inbox, type KeptMail } from './inbox.ts'
export { createMailKind, type MailKindOptions } from './mail-kind.ts'
export { createMailOffice, type MailOffice } from './mail-office.ts'
export type {
  AnyTemplate,
  CodeMail,
  DataOf,
  InvitationMail,
  LinkMail,
  Mail,
  MailContent,
  MailTemplate,
  MailTemplates,
  MailValues,
} from './mail-template.ts'
export { type Carrier, carryToInbox, createMailer, type Mailer } from './mailer.ts'
export { type MailPreview, previewOf } from './preview.ts'
