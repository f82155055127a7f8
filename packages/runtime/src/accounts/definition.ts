import type { ProviderName } from '../config/index.ts'
import type { CodeMail, InvitationMail, LinkMail, MailTemplate } from '../mail/index.ts'

/** A way to sign in, or something that comes with accounts. */
export type SignInMethod =
  | 'password'
  | 'magicLink'
  | 'emailCode'
  | 'passkey'
  | 'totp'
  | 'anonymous'
  | 'apiKeys'
  | 'organisations'
  | 'jwt'
  | 'oidcProvider'
  | SocialMethod

/** A provider that people have an account with already. */
export type SocialMethod = ProviderName

/** The mails that accounts send; which ones there are depends on the methods. */
export interface AccountMails {
  readonly verifyEmail: MailTemplate<LinkMail>
  readonly resetPassword?: MailTemplate<LinkMail>
  readonly accountExists?: MailTemplate<LinkMail>
  readonly signInLink?: MailTemplate<LinkMail>
  readonly signInCode?: MailTemplate<CodeMail>
  readonly invitation?: MailTemplate<InvitationMail>
}

/** The accounts of an application, as `app.gen.ts` lists them. */
export interface AccountsDefinition {
  /** The entity whose records sign in. */
  readonly entity: string
  /** Its field with the address an account is known by. */
  readonly email: string
  readonly methods: readonly SignInMethod[]
  /** Anybody may make an account. */
  readonly signUp: boolean
  /** The yes-or-no field that shuts an account while it is true. */
  readonly blocked: string | null
  readonly mails: AccountMails
}
