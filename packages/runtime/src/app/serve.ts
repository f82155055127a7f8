import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { createAuthenticator } from '../auth/index.ts'
import type { Config } from '../config/index.ts'
import { type Database, sql } from '../database/index.ts'
import { createServer, type Readiness } from '../http/index.ts'
import type { Logger } from '../log/index.ts'
import type { App } from './app.ts'
import { boundYoungGeneration } from './bound-young-generation.ts'
import { createServices } from './create-services.ts'
import { openDeliveries, openMail } from './deliver/index.ts'
import { listen } from './listen.ts'
import { openMetrics } from './metrics/index.ts'
import { releaseStartupMemory } from './release-startup-memory.ts'
import { startAccounts } from './start-accounts.ts'
import { stopServing, waitForSignal } from './stop-serving.ts'
import { withInstance } from './with-instance.ts'
import { prepareWork } from './work/index.ts'

const readinessLimitMs = 2_000

/** The process that serves: its settings, its open database and its log. */
export interface Serving {
  readonly config: Config
  readonly database: Database
  readonly log: Logger
}

/** How a process serves. */
export interface ServeOptions {
  /** False leaves what outlives requests to other processes. */
  readonly works: boolean
}

/** Serves until a signal, then finishes what is in flight. Throws a `StartupError` when it cannot begin. */
export function serve(app: App, serving: Serving, options: ServeOptions): Promise<void> {
  return withInstance(app, serving, () => serveUntilSignal(app, serving, options))
}

async function serveUntilSignal(
  app: App,
  serving: Serving,
  { works }: ServeOptions,
): Promise<void> {
  const { config, database, log } = serving
  const state = { isStopping: false }
  const mail = openMail(app, config)
  const deliveries = await openDeliveries(app, { config, log, mail })
  const metrics = await openMetrics(serving)
  const work = await prepareWork(app, deliveries, metrics?.onTried)
  const services = createServices(app, serving, work?.outgoing)
  const tokens = createAuthenticator({
    ...tokenSettings(app, config),
    roles: app.roles,
    roleSettings: app.roleSettings,
  })
  const running = await startAccounts(app, { config, services, tokens, mail })
  const server = await createServer({
    app,
    services,
    authenticator: running?.accounts.authenticator ?? tokens,
    accounts: running?.accounts,
    inbox: mail?.inbox,
    delivery: deliveries?.servedFor(services),
    metrics,
    readiness: () => readiness(database, state),
    settings: { ...config.edge, strictTransport: config.production },
  })
  releaseStartupMemory()
  boundYoungGeneration()
  const address = await listen(server, config)
  const isDone = works && config.workers
  const working = await work?.start(services, { isDone }).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  services.files?.sweeper.start()
  announce(app, address, log)
  await running?.tellFirstAdmin()
  await waitForSignal(log)
  state.isStopping = true
  await Promise.all([stopServing(server), working?.stop()])
  await running?.stop()
  await deliveries?.close()
  await metrics?.close()
  await services.files?.close()
}

/** With accounts the secret is theirs when tokens come from an issuer with keys of its own. */
function tokenSettings({ accounts }: App, { auth }: Config): Config['auth'] {
  return accounts && auth.jwksUrl !== undefined ? { ...auth, secret: undefined } : auth
}

async function readiness(
  database: Database,
  state: { readonly isStopping: boolean },
): Promise<Readiness> {
  if (state.isStopping) return { isReady: false, reason: 'The server is stopping' }
  try {
    const answer = database.count(sql`select 1`)
    // It may still fail when nobody waits for it any more.
    answer.catch(() => undefined)
    await Promise.race([answer, tooLate()])
    return { isReady: true }
  } catch {
    return { isReady: false, reason: 'The database does not answer' }
  }
}

/** Who asks whether we are ready does not wait long either. */
async function tooLate(): Promise<never> {
  await wait(readinessLimitMs, undefined, { ref: false })
  throw new Error('The database took too long')
}

/** A sentence for a person at a terminal, a line of the log for everybody else. */
function announce(app: App, address: string, log: Logger): void {
  if (process.stdout.isTTY) process.stdout.write(`${app.name} is served at ${address}\n`)
  // In the sentence too: an application whose model has a personal field `address` does not log one.
  else log.info({ address }, `${app.name} is served at ${address}`)
}
