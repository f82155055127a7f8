import type { RoleSettings } from '../access/index.ts'
import type { Authenticator } from '../auth/index.ts'
import type { Logger } from '../log/index.ts'
import type { Mailer } from '../mail/index.ts'
import type { Services } from '../operation/index.ts'
import type { AccountsDefinition, SocialMethod } from './definition.ts'

/** What accounts are made of. */
export interface AccountsOptions {
  readonly definition: AccountsDefinition
  /** The name of the application, for mails. */
  readonly name: string
  readonly services: Services
  /** What everything that is signed or encrypted here is derived from; 32 characters at least. */
  readonly secret: string
  /** Where people find the application: `https://shop.example.com`. Links and cookies follow from it. */
  readonly publicUrl: string
  /** The roles the application declares. */
  readonly roles: readonly string[]
  /** What comes with each of them. */
  readonly roleSettings?: RoleSettings | undefined
  readonly mailer: Mailer
  /** What the providers of the model know the application by. */
  readonly providers?: ProvidersSettings | undefined
  /** Paths of the application's own pages, in place of the plain ones. */
  readonly pages?: AccountPages | undefined
  /** Checks tokens of other issuers. */
  readonly tokens: Authenticator
  readonly log: Logger
  /** False for tests that try more often than anybody may. */
  readonly limitsAttempts?: boolean
}

/** Where people are sent who are not called by a page. */
export interface AccountPages {
  /** What went wrong on the way from a provider: `?error=` says it. */
  readonly error?: string | undefined
  /** The code of the second factor is asked for: `?callbackURL=` says where to go on. */
  readonly code?: string | undefined
}

/** What a provider knows the application by. */
export interface ProviderSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** Of a provider that is found by its own description. */
  readonly issuer?: string | undefined
}

/** The settings of each provider. */
export type ProvidersSettings = { readonly [Method in SocialMethod]?: ProviderSettings }
