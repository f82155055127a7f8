import process from 'node:process'
import type { Accounts, AccountsDefinition, ProvidersSettings } from '../accounts/index.ts'
import type { Authenticator } from '../auth/index.ts'
import { type Config, isProviderName } from '../config/index.ts'
import { StartupError } from '../errors/index.ts'
import { createMailer } from '../mail/index.ts'
import type { Services } from '../operation/index.ts'
import type { App } from './app.ts'
import { type OpenMail, openMail } from './deliver/index.ts'

/** The accounts of a process that serves. */
export interface RunningAccounts {
  readonly accounts: Accounts
  /** Prints the link of the first administrator, while there is none. */
  tellFirstAdmin(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the accounts of an application; undefined where it has none, and then nothing of them is loaded. Throws a
 * `StartupError` for what is not set.
 */
export async function startAccounts(
  app: App,
  {
    config,
    services,
    tokens,
    mail,
  }: { config: Config; services: Services; tokens: Authenticator; mail?: OpenMail | undefined },
): Promise<RunningAccounts | undefined> {
  const { accounts: definition, name, roles, roleSettings } = app
  if (definition === undefined) return undefined
  const { log } = services
  const secret = secretOf(config)
  const publicUrl = publicUrlOf(config)
  const opened = mail ?? openMail(app, config)
  if (opened === undefined) return undefined
  const mailer = createMailer({ carry: opened.carry, log })
  const { createAccounts } = await import('../accounts/index.ts')
  const accounts = await createAccounts({
    definition,
    name,
    services,
    secret,
    publicUrl,
    roles,
    roleSettings,
    mailer,
    providers: providersOf(definition, config),
    pages: config.pages,
    tokens,
    log,
  })
  return {
    accounts,
    async tellFirstAdmin() {
      const link = await accounts.offerFirstAdmin()
      if (link === undefined) return
      const words = `Nobody is an administrator yet. This link makes one, once, within a day:`
      process.stdout.write(`${words}\n  ${link}\n`)
    },
    async stop() {
      await mailer.close()
      await accounts.close()
    },
  }
}

function secretOf({ auth }: Config): string {
  if (auth.secret !== undefined) return auth.secret
  throw new StartupError('AUTH_SECRET is needed: the application has accounts', {
    hint: 'Make one with: openssl rand -hex 32. Keep it: without it everybody is signed out.',
  })
}

/** The providers the model names, each of which must be known by now. */
function providersOf({ methods }: AccountsDefinition, { providers }: Config): ProvidersSettings {
  const missing = methods.filter((method) => isProviderName(method) && !providers[method])
  if (missing.length === 0) return providers
  const names = missing.flatMap((method) => {
    const name = method.toUpperCase()
    const issuer = method === 'oidc' ? ['OIDC_ISSUER'] : []
    return [...issuer, `${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`]
  })
  throw new StartupError(
    `${names.join(', ')} must be set: users sign in with ${missing.join(', ')}`,
    {
      hint: 'The provider gives them to who registers an application with it.',
    },
  )
}

function publicUrlOf({ publicUrl, production, port }: Config): string {
  if (publicUrl !== undefined) return publicUrl
  if (!production) return `http://localhost:${port}`
  throw new StartupError('PUBLIC_URL is needed: links in mails begin with it', {
    hint: 'Set it to where people find the application: PUBLIC_URL=https://shop.example.com',
  })
}
