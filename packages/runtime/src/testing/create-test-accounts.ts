import type { Accounts } from '../accounts/index.ts'
import type { App } from '../app/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { carryToInbox, createMailer, type Inbox } from '../mail/index.ts'
import type { Services } from '../operation/index.ts'
import type { TestAppOptions } from './start-test-app.ts'

export interface TestAccountsOptions {
  readonly services: Services
  readonly secret: string
  readonly tokens: Authenticator
  readonly inbox: Inbox
  readonly options: TestAppOptions
}

/** The accounts of an application under test, where it has some; their mail stays in the inbox. */
export async function createTestAccounts(
  { accounts: definition, name, roles, roleSettings }: App,
  { services, secret, tokens, inbox, options }: TestAccountsOptions,
): Promise<Accounts | undefined> {
  if (definition === undefined) return undefined
  const { log } = services
  const { createAccounts } = await import('../accounts/index.ts')
  return createAccounts({
    definition,
    name,
    services,
    secret,
    publicUrl: options.publicUrl ?? 'http://localhost',
    roles,
    roleSettings,
    mailer: createMailer({ carry: carryToInbox(inbox), log }),
    tokens,
    providers: options.providers,
    pages: options.pages,
    log,
    limitsAttempts: options.limitsAttempts ?? false,
  })
}
